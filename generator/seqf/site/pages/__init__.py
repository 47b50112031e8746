"""A framework -> the pages of its site. What exists in the data has a page; what does not, has none.

`pages(framework)` gives them all; `site_facts(framework, pages)` gives what every page says about the site.
"""

from seqf.site.pages.collect import pages
from seqf.site.pages.page import Download, Link, Page
from seqf.site.pages.site import SiteFacts, site_facts

__all__ = ["Download", "Link", "Page", "SiteFacts", "pages", "site_facts"]
