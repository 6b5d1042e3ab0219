"""The command line as a whole: a verb that is mistyped is answered with the nearest."""

import pytest
from click.testing import CliRunner

from crawler.cli import cli


@pytest.mark.parametrize(("typed", "said"), [("crwl", "Did you mean 'crawl'?"), ("publsh", "Did you mean 'publish'?")])
def test_a_mistyped_command_names_the_nearest(typed: str, said: str) -> None:
    result = CliRunner().invoke(cli, [typed])
    assert result.exit_code == 2
    assert said in result.output


def test_a_word_near_no_command_is_only_unknown() -> None:
    result = CliRunner().invoke(cli, ["zzz"])
    assert result.exit_code == 2
    assert "No such command 'zzz'." in result.output
    assert "Did you mean" not in result.output
