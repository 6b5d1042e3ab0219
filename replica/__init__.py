"""Replica offices: five small web sites in the style of real ones, for the demo and the tests.

Every word in them is invented.  Section lists (ten articles a page, newest first):

==================== ====================================================================================
vn_quangninh_hospital http://benhviendktinhquangninh.vn ``/tin-tuc-su-kien``, ``/thong-bao``,
                      ``/y-hoc-thuong-thuc`` (next page ``?page=2``); articles ``/tin-tuc/<slug>-d<id>.html``
vn_quangninh_soyte    https://soyte.quangninh.gov.vn ``/tin-hoat-dong-nganh``, ``/van-ban-chi-dao-dieu-hanh``
                      (``?page=2``), articles ``/<section>/<slug>-<id>``;
                      https://www.quangninh.gov.vn ``/So/soyte/Trang/tin-tuc-su-kien.aspx`` (``?Page=2``), articles
                      ``/So/soyte/Trang/ChiTietTinTuc.aspx?nid=<id>``;
                      https://soyte.quangninh.gov.vn ``/portal/chuyenmuc.aspx?cm=3`` (``&trang=2``), articles
                      ``/portal/tin.aspx?id=<id>``
vn_quangninh_cdc      https://quangninhcdc.vn ``/category/tin-tuc/``, ``/category/phong-chong-dich/``,
                      ``/category/suc-khoe-cong-dong/`` (``page/2/``); articles ``/<slug>/``
vn_quangninh_party    https://dukcq.quangninh.gov.vn ``/tin-tuc-su-kien``, ``/xay-dung-dang``, ``/van-ban-moi``
                      (``?page=2``); articles ``/<section>/<slug>-<id>``
cn_ningde_news        https://www.ndwww.cn ``/xwpd/ndxw/`` (``index_2.shtml``), ``/xwpd/jkzx/`` (GB18030,
                      ``?page=2``), ``/xwpd/tzgg/`` (``index_2.shtml``); articles
                      ``/xwpd/<section>/<year>/<mmdd>/<id>.shtml``; counters at ``http://app.ndwww.cn/``
==================== ====================================================================================

The demo has one more, of data alone (`DEMO_OFFICES`): vn_tanphuc_centre at https://ttyt.tanphuc.example ``/van-ban``
publishes only files and scans.
"""

from pathlib import Path

from replica.cdc import CdcOffice
from replica.filings import FilesOffice
from replica.hospital import HospitalOffice
from replica.ningde import NingdeOffice
from replica.office import ReplicaOffice
from replica.party import PartyOffice
from replica.soyte import SoyteOffice


def offices() -> list[ReplicaOffice]:
    """Return the replica offices as on their first day."""
    return [HospitalOffice(), SoyteOffice(), CdcOffice(), PartyOffice(), NingdeOffice()]


DEMO_OFFICES = Path(__file__).with_name("offices.toml")
"""The office that the registry does not know, as an operator would write it down."""


def demo_offices() -> list[ReplicaOffice]:
    """Return the replica offices of the demo: also the one that publishes only files."""
    return [*offices(), FilesOffice()]
