"""Many at once, open to everybody: /v/many/."""

from django.urls import path

from certificates.many import views

urlpatterns = [
    path("", views.verify_many, name="verify_many"),
    path("<str:secret>/", views.result, name="verified_list"),
    path("<str:secret>/sheet.xlsx", views.workbook, name="verified_list_workbook"),
    path("<str:secret>/sheet.pdf", views.sheet, name="verified_list_sheet"),
]
