"""Pictures of practice, for `looking`."""

from tests.browser.camera import Camera


def practice_pages(camera: Camera) -> None:
    camera.sign_in("trainee2")
    for name in ("articles", "mistakes", "progress"):
        camera.take(f"practice-{name}", f"/learn/practice/{name}/")
    camera.take("practice", "/learn/practice/")
    camera.page.locator("form:has(input[value=daily]) button").click()
    camera.take("practice-question")
    for n in range(10):
        if not camera.page.locator("button[value=unknown]").count():
            break
        camera.page.click("button[value=unknown]")
        camera.page.wait_for_load_state()
        if n in {0, 4}:
            camera.take(f"practice-told-{n}")
        camera.page.locator(".action-bar .button--filled").click()
        camera.page.wait_for_load_state()
    camera.take("practice-result")
