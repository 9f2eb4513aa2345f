"""What Prometheus reads: requests by route and status, queues, memory, a model's sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from search_service.llm.metrics import ModelMetrics
from search_service.llm.writer import Writer
from search_service.web.admission import Admission

_FIRST_FAULT = 500


class RequestMetrics:
    """Counts requests; all else is read off its owner when Prometheus asks."""

    def __init__(
        self, passages: Callable[[], float], admission: Admission, writer: Writer | None
    ) -> None:
        self._registry = CollectorRegistry()
        gauge = Gauge("sikk_passages", "Passages in the index.", registry=self._registry)
        gauge.set_function(passages)
        self._seconds = Histogram(
            "sikk_request_seconds", "Time of a request.", ["path", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._faults = Counter(
            "sikk_faults_total", "Requests that ended in status 5xx.", registry=self._registry
        )
        ProcessCollector(registry=self._registry)  # memory and processor time, under Linux
        self._registry.register(QueueMetrics(admission))
        if writer:
            self._registry.register(ModelMetrics(writer))

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Counts a request that is done."""
        self._seconds.labels(route, str(int(status))).observe(seconds)
        if status >= _FIRST_FAULT:
            self._faults.inc()

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)


class QueueMetrics(Collector):
    """Reads the queues whenever it is asked."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission

    def collect(self) -> Iterator[Metric]:
        """Waiting and running now; turned away and dropped so far; each by kind of work."""
        counts = self._admission.counts()
        waiting = GaugeMetricFamily("sikk_waiting", "Requests in a queue.", labels=["work"])
        running = GaugeMetricFamily("sikk_running", "Requests computed now.", labels=["work"])
        away = CounterMetricFamily(
            "sikk_turned_away", "Requests that would have waited too long.", labels=["work"]
        )
        dropped = CounterMetricFamily(
            "sikk_dropped", "Requests whose client went or whose time was up.", labels=["work"]
        )
        for name, count in counts.items():
            waiting.add_metric([name], count.waiting)
            running.add_metric([name], count.running)
            away.add_metric([name], count.turned_away)
            dropped.add_metric([name], count.dropped)
        yield from (waiting, running, away, dropped)
