"""Any other sentence-transformers model, by `SIKK_MODEL`: a folder, or a name on a hub."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from search_service.bundled.batches import in_batches
from search_service.encoding.encoder import Encoding, Role

if TYPE_CHECKING:  # torch takes seconds to import: below, where a model is loaded
    from sentence_transformers import SentenceTransformer

_CHARACTERS_A_TOKEN = 3  # about; only to put texts of like length together
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


class HubEncoder:
    """A sentence-transformers model on the CPU."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name = name
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self._model = model
        self._prompts = {role: model.prompts.get(role) or "" for role in ("query", "passage")}
        self._skipped = {role: self._prompt_tokens(text) for role, text in self._prompts.items()}

    @classmethod
    def load(cls, model: str) -> HubEncoder:
        """Loads a folder without asking anybody; another name, from the hub.

        Raises:
            OSError: it is not there.
            ValueError: it is no such model.
        """
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        path = Path(model)
        if path.is_dir():
            os.environ["HF_HUB_OFFLINE"] = "1"
        transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        loaded = SentenceTransformer(model, device="cpu", local_files_only=path.is_dir())
        if "e5" in path.name.lower() and not any(loaded.prompts.values()):
            loaded.prompts.update(_E5_PROMPTS)
        return cls(loaded, path.name)

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order; texts of like length are encoded together."""
        encoded: dict[int, Encoding] = {}
        for batch in in_batches([len(text) // _CHARACTERS_A_TOKEN + 8 for text in texts]):
            prompted = [self._prompts[role] + texts[i] for i in batch]
            encoded |= zip(batch, self._forward(prompted, self._skipped[role]), strict=True)
        return [encoded[i] for i in range(len(texts))]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """The characters that each token stands for; none where the tokenizer cannot say."""
        tokenizer = self._model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            return []
        prompt = self._prompts[role]
        longest = self._model.max_seq_length
        split = tokenizer(
            prompt + text, return_offsets_mapping=True, truncation=True, max_length=longest
        )
        own = split["offset_mapping"][self._skipped[role] : -1]
        return [(max(0, a - len(prompt)), max(0, b - len(prompt))) for a, b in own]

    def _forward(self, prompted: list[str], skipped: int) -> Iterator[Encoding]:
        import torch

        features = self._model.preprocess(prompted)
        with torch.inference_mode():
            out = self._model(features)
        vectors = torch.nn.functional.normalize(out["sentence_embedding"], dim=1)
        for i, length in enumerate(out["attention_mask"].sum(dim=1).tolist()):
            # The text's own tokens; of a text without any, the end token stands for it.
            own = slice(min(skipped, length - 1), max(length - 1, skipped + 1))
            yield Encoding(
                vectors[i].numpy().astype(np.float32),
                out["token_embeddings"][i, own].numpy().astype(np.float32),
                features["input_ids"][i, own].numpy().astype(np.int32),
            )

    def _prompt_tokens(self, prompt: str) -> int:
        """How many tokens stand before the text's own: the start token and the prompt."""
        return int(self._model.preprocess([prompt])["attention_mask"].sum()) - 1
