# The service alone; `docker-compose.yml` puts a Qdrant server beside it. No model hub is asked.
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends make tesseract-ocr tesseract-ocr-est tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY . .
RUN make setup && useradd --create-home sikk && mkdir /data && chown sikk /data

USER sikk
ENV SIKK_DATA=/data PATH=/app/.venv/bin:$PATH
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live')"]

CMD ["sh", "-c", "sikk ingest && exec sikk serve --host 0.0.0.0"]
