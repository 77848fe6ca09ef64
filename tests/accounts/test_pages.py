import pytest


@pytest.mark.parametrize(("url", "words"), [("/accessibility/", "Accessibility"), ("/privacy/", "Privacy")])
def test_everybody_reads_about_access_and_privacy(client, board, url, words):
    response = client.get(url)
    assert response.status_code == 200
    assert words in response.content.decode()
