import pytest

from juluo import cli
from juluo.cli import COMMANDS, main, overview
from juluo.cli.trouble import Trouble


def test_the_overview_names_every_command(capsys):
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.strip() == overview()
    assert all(f"  {name} " in overview() for name in COMMANDS)


def test_an_unknown_command_is_refused(capsys):
    assert main(["brew"]) == 2
    assert capsys.readouterr().err.startswith("juluo: There is no command 'brew'.")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: juluo {name} ")


def test_trouble_is_told_in_a_sentence(monkeypatch, capsys):
    def fail(_):
        raise Trouble("The kettle is empty: fill it.")

    monkeypatch.setattr(cli, "run", fail)
    assert main([]) == 1
    assert capsys.readouterr().err == "juluo: The kettle is empty: fill it.\n"


def test_a_number_that_is_none_is_told(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "tea")
    assert main(["serve"]) == 1
    assert capsys.readouterr().err == "juluo: PORT is 'tea': set it to a whole number above zero.\n"


def test_migrating_without_the_owner_is_told(monkeypatch, capsys, signals_kept, no_urls):
    monkeypatch.setenv("DATABASE_URL", "postgresql://juluo_app@127.0.0.1:1/juluo")
    monkeypatch.setenv("JULUO_DATA", "/nowhere")
    assert main(["migrate"]) == 1
    assert "JULUO_OWNER_URL is not set: set it to the owner's URL" in capsys.readouterr().err
