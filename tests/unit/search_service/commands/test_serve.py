"""`sikk serve` refuses a port that cannot be, as the settings do."""

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from corpus.settings import LAST_PORT, Settings
from search_service.commands.serve import serve


@pytest.mark.parametrize("port", [-1, LAST_PORT + 1, 99_999])
def test_a_port_that_cannot_be_is_a_usage_error(port: int) -> None:
    done = CliRunner().invoke(serve, ["--port", str(port)])
    assert done.exit_code == 2
    assert f"Invalid value for '--port': {port} is not in the range 0<=x<=65535." in done.output
    with pytest.raises(ValidationError, match="port"):
        Settings(port=port)
