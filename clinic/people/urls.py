"""Addresses of a clinic's people and of invitations."""

from django.urls import path

from clinic.people.views import accepting, inviting, people

app_name = "people"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", inviting.invite, name="invite"),
    path("people/invitations/<uuid:pk>/send-again/", inviting.send_again, name="send_again"),
    path("people/invitations/<uuid:pk>/withdraw/", inviting.withdraw, name="withdraw"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/role/", people.role, name="role"),
    path("people/<uuid:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("people/<uuid:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<uuid:pk>/second-factor/", people.second_factor, name="second_factor"),
    path("people/<uuid:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("invitation/<str:token>/", accepting.accept, name="accept"),
]
