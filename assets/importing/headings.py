"""Which column of a file holds what. People's files name the same thing in many ways."""

import re
from functools import lru_cache

# The first heading that a file has wins. They are compared in lower case, with `_` for what is no letter or digit.
USUAL_HEADINGS = {
    "name": "name site_name asset_name place_name organisation_name community_hub pharmacy_name library_name "
    "propertyname property_name distname title location",
    "summary": "summary description descriptio details facilities notes other_detail otherdetail",
    "kind": "category type facility_type site_type classifica kind",
    "town": "town post_town posttown city",
    "postcode": "postcode post_code post_code_area",
    "phone": "telephone phone phone_number telephone_number tel contact_phone contact_telephone",
    "email": "email e_mail email_address contact_email",
    "website": "website web url web_site website_url homepage",
    "opening_times": "opening_times opening_hours openinghours hours_of_opening",
    "referral": "referral referral_method how_to_access access_by",
    "eligibility": "eligibility who_can_come who_for",
    "source_id": "source_id id uid ref reference site_id asset_code assetcode cqc_id osm_id urn uuid featurenum "
    "organisation_data_service_code ods_code unique_reference_number location_id natural_england_gid",
    "source_url": "source_url cqc_webpage location_url",
    "lon": "lon lng long longitude geox geo_x x",
    "lat": "lat latitude geoy geo_y y",
    "area_code": "area_code la_code local_authority_code lad_code",
    "area_name": "area_name authority la_name local_authority local_authority_name lad_name",
    "age_from": "age_from minimum_age min_age lowest_admission_age youngest_age",
    "age_to": "age_to maximum_age max_age highest_admission_age oldest_age",
    "closed": "closed closed_on closed_date date_closed",
}
ADDRESS = "address full_address localityaddress"
ADDRESS_LINES = "address1 address2 address3 address4 address_1 address_2 address_3 address_4 "
ADDRESS_LINES += "address_line_1 address_line_2 address_line_3 streetnumber street_number streetname street_name street"
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# Columns that answer yes or no, and the code of our feature.
FEATURES = {
    "parking": "parking car_park",
    "blue_badge": "blue_badge disability_parking disabled_parking",
    "accessible_toilet": "accessible_toilet disability_toilets disabled_toilet",
    "step_free": "step_free step_free_access",
    "hearing_loop": "hearing_loop induction_loop",
    "cycle_parking": "cycle_parking cycle_park",
    "baby_change": "baby_change babychange baby_changing",
    "wifi": "wifi wi_fi free_wifi",
}
EASTINGS = {"easting", "eastings", "grid_x"}


@lru_cache(maxsize=256)
def columns_of(headings):
    """What the columns of a file hold: field to its headings, in order. `headings` is a tuple."""
    named = {}
    for heading in headings:
        named.setdefault(plain(heading), heading)
    columns = {field: _first(named, usual) for field, usual in USUAL_HEADINGS.items()}
    columns["address"] = _first(named, ADDRESS) or _all(named, ADDRESS_LINES)
    columns["days"] = [
        heading for day in DAYS for heading in _first(named, f"{day} opening_hours_{day} opening_times_{day}")
    ]
    columns["features"] = [heading for usual in FEATURES.values() for heading in _first(named, usual)]
    return columns


@lru_cache(maxsize=256)
def feature_columns(headings):
    """The heading of each feature that the file answers: code to heading."""
    named = {plain(heading): heading for heading in headings}
    found = {code: _first(named, usual) for code, usual in FEATURES.items()}
    return {code: headings[0] for code, headings in found.items() if headings}


def unused(headings):
    """The headings that no field is read from."""
    used = {heading for columns in columns_of(headings).values() for heading in columns}
    return [heading for heading in headings if heading not in used]


def has_only_eastings(headings):
    """Whether places are given on the National Grid alone."""
    columns = columns_of(headings)
    return not (columns["lon"] and columns["lat"]) and any(plain(heading) in EASTINGS for heading in headings)


def plain(heading):
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")


def _first(named, usual):
    return next(([named[heading]] for heading in usual.split() if heading in named), [])


def _all(named, usual):
    return [named[heading] for heading in usual.split() if heading in named]
