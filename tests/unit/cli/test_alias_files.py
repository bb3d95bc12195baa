"""Tables of names: CSV and lines of a Wikidata dump, faults included."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.cli.alias_files import AliasFileError, open_lines, read_csv, read_wikidata, without_doubtful
from pipeline.storage.aliases import Alias


def test_a_table_is_read_and_its_faults_are_named_by_line():
    lines = ["alias,name,label,wikidata", "MSF,Doctors Without Borders,org,Q49330", "U.N.,United Nations,ORG,"]
    assert list(read_csv(lines)) == [
        Alias("ORG", "MSF", "ORG", "Doctors Without Borders", "Q49330"),
        Alias("ORG", "U.N.", "ORG", "United Nations", None),
    ]
    for wrong, what in (
        (["alias,label", "x,ORG"], "line 1: no column name"),
        (["alias,name,label", "x,y,FIRM"], "line 2: 'FIRM' is no label"),
        (["alias,name,label", ",y,ORG"], "line 2: a name has 1 to 500"),
        (["alias,name,label,wikidata", "x,y,ORG,65"], "line 2: '65' is no Wikidata number"),
    ):
        with pytest.raises(AliasFileError, match=what):
            list(read_csv(wrong))


def test_lines_of_a_wikidata_dump_give_people_organisations_and_places():
    human = (
        '{"id": "Q7", "labels": {"en": {"value": "Amara Diallo"}}, "aliases": {"en": [{"value": "A. Diallo"}]},'
        ' "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}},'
    )
    star = human.replace("Q5", "Q523")
    assert [(a.alias, a.target, a.wikidata) for a in read_wikidata(["[", human, star, "]"])] == [
        ("Amara Diallo", "Amara Diallo", "Q7"),
        ("A. Diallo", "Amara Diallo", "Q7"),
    ]
    with pytest.raises(AliasFileError, match="line 2"):
        list(read_wikidata([human, "{broken"]))


WIKIDATA = (
    '{"type":"item","id":"Q7","labels":{"en":{"language":"en","value":"Amara Diallo"},"fr":{"language":"fr",'
    '"value":"Amara Diallo"}},"descriptions":[],"aliases":{"en":[{"language":"en","value":"A. Diallo"}]},"claims":'
    '{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","hash":"ad7d","datavalue":{"value":{"entity-type":"item",'
    '"numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},"type":"statement","id":'
    '"q7$F0","rank":"normal"}]},"sitelinks":[],"pageid":138,"ns":0,"title":"Q7","lastrevid":1,"modified":'
    '"2026-01-01T00:00:00Z"},'
)


def test_what_a_dump_writes_as_an_empty_list_or_without_value_is_no_fault():
    somevalue = WIKIDATA.replace('"value","property"', '"somevalue","property"').replace('"datavalue":', '"other":')
    assert [a.alias for a in read_wikidata([WIKIDATA])] == ["Amara Diallo", "A. Diallo"]
    bare = WIKIDATA.replace('{"en":[{"language":"en","value":"A. Diallo"}]}', "[]")
    assert [a.alias for a in read_wikidata([bare])] == ["Amara Diallo"]
    deprecated = WIKIDATA.replace('"rank":"normal"', '"rank":"deprecated"')
    nameless = '{"type":"item","id":"Q8","labels":[],"aliases":[],"claims":[]}'
    kind = WIKIDATA.replace('"type":"item","id":"Q7"', '"type":"property","id":"P7"')
    long = WIKIDATA.replace("A. Diallo", "A" * 501)
    assert list(read_wikidata([somevalue, deprecated, nameless, kind])) == []
    assert [a.alias for a in read_wikidata([long])] == ["Amara Diallo"]


def test_a_name_that_two_entities_of_a_dump_have_leads_to_neither():
    other = WIKIDATA.replace('"id":"Q7"', '"id":"Q9"').replace("Amara Diallo", "Awa Diallo")
    assert [a.alias for a in without_doubtful(read_wikidata([WIKIDATA, other]))] == ["Amara Diallo", "Awa Diallo"]


@pytest.mark.parametrize("name", ["names.csv", "names.csv.gz"])
def test_a_table_is_read_packed_or_not_whatever_its_name(tmp_path: Path, name: str):
    line = "alias,name,label\r\nMSF,Médecins Sans Frontières,ORG\r\n"
    (tmp_path / name).write_bytes(gzip.compress(line.encode()) if name == "names.csv" else line.encode())
    with open_lines(tmp_path / name) as lines:
        assert [a.target for a in read_csv(lines)] == ["Médecins Sans Frontières"]
