"""What the language model's sentences come to, as Prometheus metrics read off the writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from search_service.llm.chat import FAILURES
from search_service.llm.writer import NOTHING_KEPT, NOTHING_WRITTEN, REASONS, Writer


class ModelMetrics(Collector):
    """Reads the writer's totals whenever it is asked."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Sentences written and kept, those dropped by reason, and failures by kind."""
        totals = self._writer.totals()
        written, kept = "sikk_model_sentences_written", "sikk_model_sentences_kept"
        yield CounterMetricFamily(written, "Sentences a model wrote.", value=totals.written)
        yield CounterMetricFamily(kept, "Of them, those that a quote proves.", value=totals.kept)
        yield _by(
            "sikk_model_sentences_dropped", "Those not shown.", "reason", REASONS, totals.dropped
        )
        kinds = (*FAILURES, NOTHING_WRITTEN, NOTHING_KEPT)
        yield _by("sikk_model_failures", "Answers cut short.", "kind", kinds, totals.failures)


def _by(
    name: str, said: str, label: str, values: Sequence[str], counts: Mapping[str, int]
) -> CounterMetricFamily:
    family = CounterMetricFamily(name, said, labels=[label])
    for value in values:
        family.add_metric([value], counts.get(value, 0))
    return family
