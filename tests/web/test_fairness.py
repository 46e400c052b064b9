from __future__ import annotations

from store_builders import build_warning


def test_both_files_are_linked_from_the_ledger_and_hold_no_name_and_no_id(site):
    interview = site.interview()
    site.store.interviews.save_warning(build_warning(interview), 1)
    site.services.interviews.end(site.admin, interview)
    site.services.flags.note(site.admin, interview, "w-1", "false", "WORDS OF STAFF")
    browser = site.signed_in()
    page = browser.open("/flags/ledger").get_data(as_text=True)
    for named in ("groups", "calibration"):
        assert f'href="/flags/{named}.json"' in page
        answer = browser.open(f"/flags/{named}.json")
        assert answer.json["schema"] == f"candor.{named}/1"
        assert f"candor-{named}.json" in answer.headers["Content-Disposition"]
        for told in (interview, site.candidate_of(interview), "Sample", "WORDS OF STAFF", "Ada"):
            assert told not in answer.get_data(as_text=True)
    [row] = browser.open("/flags/calibration.json").json["rows"]
    assert (row["code"], row["is_right"], row["llr"]) == ("made_up", False, 7.25)
    groups = browser.open("/flags/groups.json").json
    assert (groups["until"], groups["least_people"]) == ("2026-11-01", 10)
    assert [axis["axis"] for axis in groups["axes"]] == ["age", "gender", "skin_tone"]
