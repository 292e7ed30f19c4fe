"""The pages in a real browser: mathematics laid out, nothing wider than a phone, links and keys that work."""

from pathlib import Path

import pytest

import symloss
from tests.browser import Browser, executable

PAGES = Path(__file__).parent.parent / "generated" / "documents"
NAMES = sorted(path.name for path in PAGES.glob("*.html"))
LOSSES = [name for name in NAMES if name != "index.html"]

pytestmark = pytest.mark.skipif(executable() is None, reason="no Chromium on this machine: .ci/full installs one")


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture
def quiet(browser: Browser):
    """The browser, which must have had nothing to complain of when the test is over."""
    browser.complaints.clear()
    yield browser
    assert not browser.complaints


@pytest.mark.parametrize("name", NAMES)
def test_mathematics_has_size_and_fits_a_phone(quiet: Browser, name: str) -> None:
    quiet.open(PAGES / name, width=360)
    assert quiet.run("document.documentElement.scrollWidth") <= 360
    sizes = quiet.run(
        "[...document.querySelectorAll('math')].filter(m => m.checkVisibility())"
        ".map(m => [m.getBoundingClientRect().width, m.getBoundingClientRect().height])"
    )
    assert len(sizes) >= 5
    assert all(width > 2 and height > 4 for width, height in sizes)
    fractions = quiet.run(
        "[...document.querySelectorAll('mfrac')].filter(f => f.checkVisibility())"
        ".map(f => f.children[0].getBoundingClientRect().top < f.children[1].getBoundingClientRect().top)"
    )
    assert all(fractions), "a numerator stands above its denominator"


@pytest.mark.parametrize("name", LOSSES)
def test_each_step_says_its_verdict_and_opens(quiet: Browser, name: str) -> None:
    quiet.open(PAGES / name)
    steps = quiet.run("document.querySelectorAll('.steps > li').length")
    assert steps >= 2
    assert quiet.run("[...document.querySelectorAll('.mark')].every(m => m.textContent.trim() && m.title)")
    assert quiet.run("[...document.querySelectorAll('.facts')].every(f => !f.checkVisibility())")
    quiet.run("document.querySelector('summary').click()")
    assert quiet.run("document.querySelector('.facts').checkVisibility()")
    assert "proved" in quiet.run("document.querySelector('.facts').innerText.toLowerCase()")


def test_a_step_opens_by_keyboard(quiet: Browser) -> None:
    quiet.open(PAGES / "binary_cross_entropy.html")
    for _ in range(4):  # the way back, the choice of light or dark, the first steps
        quiet.press("Tab", 9)
    assert quiet.run("document.activeElement.tagName") == "SUMMARY"
    quiet.press("Enter", 13, "\r")
    assert quiet.run("document.activeElement.parentElement.open")
    assert "as typed" in quiet.run("document.activeElement.parentElement.innerText")


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(quiet: Browser, name: str) -> None:
    quiet.open(PAGES / name)
    links = quiet.run("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert links
    for link in links:
        if link.startswith("#"):
            assert quiet.run(f"document.getElementById({link[1:]!r}) !== null"), link
        else:
            assert (PAGES / link).resolve().is_file(), link


def test_the_index_leads_to_every_loss(quiet: Browser) -> None:
    quiet.open(PAGES / "index.html")
    assert sorted(quiet.run("[...document.querySelectorAll('.losses a')].map(a => a.getAttribute('href'))")) == LOSSES
    quiet.follow(".losses a")
    assert quiet.run("document.querySelectorAll('.steps > li').length") >= 2


def brightness(browser: Browser) -> tuple[float, float]:
    """Return how bright paper and ink are, from 0 to 255."""
    colours = browser.run("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    paper, ink = (sum(float(part) for part in c.strip("rgba()").split(",")[:3]) / 3 for c in colours)
    return paper, ink


def test_light_and_dark_follow_the_system_and_the_reader(quiet: Browser) -> None:
    page = PAGES / "binary_cross_entropy.html"
    quiet.open(page)
    quiet.run("localStorage.clear()")
    for dark in (False, True):
        quiet.open(page, dark=dark)
        paper, ink = brightness(quiet)
        assert (paper < ink) == dark
        assert abs(paper - ink) > 120, "contrast"
        quiet.run("document.getElementById('theme').click()")
        paper, ink = brightness(quiet)
        assert (paper < ink) != dark
        quiet.run("localStorage.clear()")


@pytest.mark.parametrize("width", [360, 1100])
def test_the_race_moves_with_its_slider(quiet: Browser, tmp_path: Path, width: int) -> None:
    symloss.plot("race", tmp_path / "race.html")
    quiet.open(tmp_path / "race.html", width=width)
    assert quiet.run("document.documentElement.scrollWidth") <= width
    shown = "[...document.querySelectorAll('#bad-0, #bad-1')].map(o => o.value)"
    assert quiet.run(shown) == ["0.982", "0.982"]
    quiet.run("slider.focus()")
    quiet.press("End", 35)
    assert quiet.run(shown) == ["0.100", "0.100"]
    assert quiet.run("document.getElementById('now').value") == "300"


def test_a_complaint_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<script>console.error('no'); nothing();</script><img src='http://127.0.0.1:9/x'>"
    )
    browser.complaints.clear()
    browser.open(tmp_path / "bad.html")
    browser.run("1")
    assert len(browser.complaints) >= 3
    browser.complaints.clear()
