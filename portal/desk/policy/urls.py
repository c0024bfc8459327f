from django.urls import path

from portal.desk.policy import views

urlpatterns = [
    path("", views.rules, name="policy"),
    path("sets/<slug:profile>/", views.profile, name="policy_profile"),
    path("<str:key>/<int:version>/withdraw/", views.withdraw, name="policy_withdraw"),
    path("<str:key>/", views.rule, name="policy_rule"),
]
