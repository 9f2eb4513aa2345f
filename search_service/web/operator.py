"""Who runs the service, as its pages tell readers: whom to write to, and what the log holds.

Differs from `corpus.settings`, where it is set; nothing here changes what is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the service, as set; `log_days` is None where others keep the log."""

    contact: str | None = None
    public_url: str | None = None
    log_questions: bool = False
    log_days: int | None = None

    @property
    def contact_url(self) -> str | None:
        """The contact as a link: a web address as it is, an e-mail address as one to write to."""
        if self.contact is None or self.contact.startswith(("https://", "http://", "mailto:")):
            return self.contact
        return f"mailto:{self.contact}"


def of_settings(settings: Settings) -> Operator:
    """What these settings say."""
    return Operator(
        contact=settings.contact,
        public_url=settings.public_url.rstrip("/") if settings.public_url else None,
        log_questions=settings.log_questions,
        log_days=settings.log_days if settings.log_file else None,
    )
