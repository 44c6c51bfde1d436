"""The partners of Example Harbour, and one account for each role."""

from allauth.account.models import EmailAddress

from accounts.models import User
from consortia.models import Appointment, Consortium, CouncilContact, Membership, Organisation, Partnership

Role = Appointment.Role
CONTRIBUTES_FOR = "pantry-trust"
ACCOUNTS = {
    "contributor": "Adds places and groups for Example Harbour Pantry Trust",
    "curator": "Reviews and publishes",
    "coordinator": "Sees the coalition whole",
    "researcher": "Downloads what the coalition may know",
    "safeguarding": "Alone reads concerns about somebody's safety",
    "administrator": "Runs the site",
}
# Of the numbers that Ofcom keeps for invented people.
COUNCIL = {
    "council": "Example Harbour Council, adults and children",
    "phone": "01632 960100",
    "out_of_hours": "01632 960199",
}


def address(part):
    return f"{part}@example.org"


def make_partners(plan):
    """Write the invented organisations and return them by their key in the plan."""
    organisations = {entry["key"]: organisation(entry) for entry in plan}
    Organisation.objects.bulk_create(organisations.values())
    return organisations


def organisation(entry):
    return Organisation(
        name=entry["name"],
        slug=f"example-{entry['key']}",
        sector=entry["sector"],
        sector_is_sure=entry["sector_is_sure"],
        description=entry["description"],
        public_email=f"{entry['key']}@example.org",
        is_example=True,
    )


def make_consortium(values, plan, organisations, areas):
    """Write the invented consortium with its partners."""
    consortium = Consortium.objects.create(**values, lead=organisations[plan[0]["key"]], is_example=True)
    consortium.areas.set(areas)
    CouncilContact.objects.create(consortium=consortium, **COUNCIL)
    Partnership.objects.bulk_create(
        Partnership(
            consortium=consortium,
            organisation=organisations[entry["key"]],
            role=entry["role"],
            joined_on=entry["joined_on"],
            left_on=entry["left_on"],
        )
        for entry in plan
    )
    return consortium


def make_accounts(consortium, organisations, password):
    """Write one account a role and return them by role. Their addresses count as confirmed."""
    people = {part: make_account(part, password) for part in ACCOUNTS}
    Membership.objects.create(user=people["contributor"], organisation=organisations[CONTRIBUTES_FOR])
    for role in Role.values:
        Appointment.objects.create(user=people[role], consortium=consortium, role=role)
    return people


def make_account(part, password):
    runs_it = part == "administrator"
    user = User.objects.create_user(
        address(part), password, name=f"Example {part}", is_staff=runs_it, is_superuser=runs_it
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def set_password(password):
    """Give every demonstration account this password; return how many there are."""
    accounts = User.objects.filter(email__in=map(address, ACCOUNTS))
    for user in accounts:
        user.set_password(password)
    return User.objects.bulk_update(accounts, ["password"])
