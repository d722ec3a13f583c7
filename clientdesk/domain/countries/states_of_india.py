"""The states and union territories of India with their GST codes, which decide between CGST + SGST and IGST."""

from __future__ import annotations

# First Schedule of the GST portal's state codes; the first two digits of a GSTIN (R-ID-3).
_STATES = {
    "01": "Jammu and Kashmir",
    "02": "Himachal Pradesh",
    "03": "Punjab",
    "04": "Chandigarh",
    "05": "Uttarakhand",
    "06": "Haryana",
    "07": "Delhi",
    "08": "Rajasthan",
    "09": "Uttar Pradesh",
    "10": "Bihar",
    "11": "Sikkim",
    "12": "Arunachal Pradesh",
    "13": "Nagaland",
    "14": "Manipur",
    "15": "Mizoram",
    "16": "Tripura",
    "17": "Meghalaya",
    "18": "Assam",
    "19": "West Bengal",
    "20": "Jharkhand",
    "21": "Odisha",
    "22": "Chhattisgarh",
    "23": "Madhya Pradesh",
    "24": "Gujarat",
    "26": "Dadra and Nagar Haveli and Daman and Diu",
    "27": "Maharashtra",
    "29": "Karnataka",
    "30": "Goa",
    "31": "Lakshadweep",
    "32": "Kerala",
    "33": "Tamil Nadu",
    "34": "Puducherry",
    "35": "Andaman and Nicobar Islands",
    "36": "Telangana",
    "37": "Andhra Pradesh",
    "38": "Ladakh",
}
#: Codes as in ISO 3166-2 and on number plates, which people type as well.
_SHORT = {
    "JK": "01", "HP": "02", "PB": "03", "CH": "04", "UT": "05", "UK": "05", "HR": "06", "DL": "07", "RJ": "08",
    "UP": "09", "BR": "10", "SK": "11", "AR": "12", "NL": "13", "MN": "14", "MZ": "15", "TR": "16", "ML": "17",
    "AS": "18", "WB": "19", "JH": "20", "OR": "21", "OD": "21", "CT": "22", "CG": "22", "MP": "23", "GJ": "24",
    "DH": "26", "MH": "27", "KA": "29", "GA": "30", "LD": "31", "KL": "32", "TN": "33", "PY": "34", "AN": "35",
    "TG": "36", "TS": "36", "AP": "37", "LA": "38",
}  # fmt: skip


def state_code(text: str) -> str:
    """Return the two digits of the state that `text` names: its name, GST code or short code; empty if none."""
    wanted = " ".join(text.split())
    if wanted in _STATES:
        return wanted
    if wanted.upper() in _SHORT:
        return _SHORT[wanted.upper()]
    folded = wanted.casefold().replace("&", "and")
    return next((code for code, name in _STATES.items() if name.casefold() == folded), "")


def state_name(code: str) -> str:
    """Return the name of the state with this GST code; empty for an unknown one."""
    return _STATES.get(code, "")
