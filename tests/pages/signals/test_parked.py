"""Pages that only offer the domain they stand under."""
# ruff: noqa: E501  # markup reads best unbroken

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.signals.parked import parked_words

PARKED = {
    "for sale": "<title>ttyt-huyen.example</title><h1>The domain ttyt-huyen.example is for sale</h1><a href='/x'>Loans</a>",
    "offered": "<h2>Buy this domain</h2><p>Contact the owner to make an offer.</p>",
    "expired": "<p>This domain name has recently expired. If you are its owner, please renew it.</p>",
    "parked": "<title>Parked free, courtesy of the registrar</title><p>Get a hosting plan.</p>",
    "for sale, in Vietnamese": "<h1>Tên miền ttyt-huyen.example đang được rao bán</h1>",
    "not renewed, in Vietnamese": "<p>Tên miền này chưa được gia hạn, liên hệ nhà đăng ký.</p>",
    "for sale, in Chinese": "<h1>本域名可出售，有意者请联系</h1>",
    "expired, in Chinese": "<p>您访问的域名wjj.example已到期，请联系管理员</p>",
}


@pytest.mark.parametrize("name", PARKED)
def test_what_a_parked_domain_says_of_itself(name: str) -> None:
    tree = parse_page(f"<html><body>{PARKED[name]}</body></html>", "http://ttyt-huyen.example/")
    assert parked_words(tree) is not None


PROSE = (
    "<p>" + "Trung tâm Y tế huyện thông báo lịch tiêm chủng tháng này cho các xã, phường trên địa bàn. " * 14 + "</p>"
)
OTHERS = {
    "an office that writes about a domain": f"<h1>Cảnh báo trang giả mạo: tên miền lạ đang được rao bán</h1>{PROSE}",
    "an office's few words": "<h1>Trung tâm Y tế huyện</h1><p>Trang đang được nâng cấp.</p>",
    "a domain of medicine": "<h1>卫生领域专家库名单公示</h1><p>现将名单予以公示。</p>",
    "nothing": "",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_are_no_parked_domains(name: str) -> None:
    assert parked_words(parse_page(f"<html><body>{OTHERS[name]}</body></html>", "http://ttyt.example/")) is None
