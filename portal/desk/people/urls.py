"""People on the desk."""

from django.urls import path

from portal.desk.people.views import candidacies, doubles, people, person

urlpatterns = [
    path("", people.people, name="people_list"),
    path("new/", people.person_new, name="person_new"),
    path("doubles/", doubles.doubles, name="people_doubles"),
    path("doubles/<int:pk>/", doubles.double, name="people_double"),
    path("<int:pk>/", person.person_page, name="person_page"),
    path("<int:pk>/reveal/", person.person_reveal, name="person_reveal"),
    path("<int:pk>/number/", person.person_number, name="person_number"),
    path("<int:pk>/seen/", person.person_seen, name="person_seen"),
    path("<int:pk>/contact/", person.person_contact, name="person_contact"),
    path("<int:pk>/name/", person.person_name, name="person_name"),
    path("<int:pk>/transfer/", person.person_transfer, name="person_transfer"),
    path("<int:pk>/nominate/", candidacies.person_nominate, name="person_nominate"),
]
