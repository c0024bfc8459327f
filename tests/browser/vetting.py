"""Pictures of the question bank, as its authors and reviewers see it."""

from tests.browser.camera import Camera


def bank_pages(camera: Camera) -> None:
    """What item authors and reviewers see."""
    camera.sign_in("author1")
    camera.take("bank", "/desk/bank/")
    camera.take("bank-new", "/desk/bank/new/")
    camera.take("bank-single", "/desk/bank/new/single/")
    camera.take("bank-case", "/desk/bank/new/case_analysis/")
    camera.take("bank-imports", "/desk/bank/imports/")
    camera.sign_in("reviewer1")
    camera.take("desk-reviewer1", "/desk/")
    camera.take("bank-waiting", "/desk/bank/?show=waiting")
    camera.take("bank-review", "/desk/bank/review/")
    camera.take("bank-item", "/desk/bank/items/draft-01/")
    camera.take("bank-revise", "/desk/bank/items/draft-01/revise/")
    camera.sign_in("officer1")
    camera.take("bank-export", "/desk/bank/export/")
