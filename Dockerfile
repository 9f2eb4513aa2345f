# The service alone; `docker-compose.yml` puts a Qdrant server beside it. No model hub is asked.
FROM python:3.11-slim AS build

# torch for the CPU; with an empty value PyPI's is taken, whose CUDA libraries are some 3 GB.
ARG PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1
RUN apt-get update && apt-get install -y --no-install-recommends make

WORKDIR /app
COPY . .
RUN make setup


FROM python:3.11-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-est tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home sikk \
    && install -d -o sikk -g sikk /data
COPY --from=build /app /app

USER sikk
WORKDIR /app
# 0.0.0.0 is inside the container only: what is published, and to whom, is said at `docker run`.
ENV PATH=/app/.venv/bin:$PATH SIKK_DATA=/data SIKK_HOST=0.0.0.0 SIKK_PORT=8000
# The root may be read-only, and ONNX Runtime would report to its maker.
ENV PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR=/tmp/matplotlib ORT_DISABLE_TELEMETRY=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "from urllib.request import *; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/health/live')"]

# Exit code 3 of `sikk ingest`: some documents failed, all others are in.
CMD ["sh", "-c", "sikk ingest || [ $? -eq 3 ] && exec sikk serve"]
