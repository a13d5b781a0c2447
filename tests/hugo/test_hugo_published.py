from rdmlint.hugo.published import Hit, Published


def test_the_pages_of_a_list_may_be_there_under_each_of_their_names() -> None:
    published = Published()
    published.add_page("/blog/", None)
    for path in ("/blog/page/1/", "/blog/page/2", "/blog/page/3/index.html"):
        assert published.find(path) == Hit(reason="pages of a list")
    assert published.find("/blog/page/x/index.html") is None
    assert published.find("/news/page/1/index.html") is None


def test_a_static_index_file_answers_for_its_directory() -> None:
    published = Published()
    published.add_file("/form/index.html")
    for path in ("/form", "/form/", "/form/index.html"):
        assert published.find(path) == Hit()
    assert published.find("/for") is None


def test_all_below_a_page_that_is_no_section_is_its_own() -> None:
    published = Published()
    published.add_page("/", "content/_index.md")
    published.add_page("/docs/", "content/docs/_index.md")
    published.add_page("/docs/a/", "content/docs/a.md")
    assert published.is_below_a_page("/docs/x/")
    assert published.is_below_a_page("/docs/a/b/c/")
    assert not published.is_below_a_page("/docs/b/c/")
    assert not published.is_below_a_page("/x/")
