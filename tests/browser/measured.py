"""Pictures of what exams say of their questions."""

from tests.browser.camera import Camera


def statistics_pages(camera: Camera) -> None:
    camera.sign_in("officer1")
    camera.take("statistics", "/desk/statistics/")
    camera.follow("main table a[href]")
    camera.take("statistics-of-an-exam")
    camera.sign_in("author1")
    camera.take("bank-dubious", "/desk/bank/?show=dubious")
    camera.follow("main tbody a[href]")
    camera.take("question-measured")
