import Markup
import Notebook
import Testing

struct NotebookTests {
  private func notebook(_ script: String) -> Notebook { Notebook(Array(script.utf8)) }

  @Test func `markers divide a script, which keeps all its lines`() throws {
    let cells = notebook(
      """
      local before = 1

      -- %% [markdown]
      -- # Title
      --
      -- Text.

      -- %% First cell {echo=false}

      print(before)

      -- %%
      return 2
      """
    ).cells
    #expect(cells.map(\.lines) == [1...2, 3...7, 8...11, 12...13])
    #expect(cells.map(\.codeLines) == [0..<1, 7..<7, 9..<10, 12..<13])
    #expect(cells.map(\.title) == [nil, nil, "First cell", nil])
    #expect(cells.map(\.showsCode) == [true, true, false, true])
    guard case .text(let text) = cells[1].content else { throw Failure() }
    #expect(text == "# Title\n\nText.\n")
  }

  @Test func `a marker inside a string or a long comment is none`() {
    let script = "-- %% One\nlocal s = [[\n-- %% no\n]]\n--[[\n-- %% no\n]]\n-- %% Two\nreturn s"
    #expect(notebook(script).cells.map(\.title) == ["One", "Two"])
  }

  @Test func `code behind the comments of a text is a cell of code`() {
    let cells = notebook("-- %% [markdown]\n-- Text.\nlocal x = 1\nreturn x").cells
    #expect(cells.map(\.lines) == [1...2, 3...4])
    #expect(cells[1].codeLines == 2..<4)
  }

  @Test func `a line is found in its cell`() {
    let script = notebook("-- %% [markdown]\n-- ## Strain of `a`\n-- %% A\nlocal x = 1\n-- %% B\nreturn x")
    #expect([1, 4, 5, 6].map { script.cell(at: $0) } == [0, 1, 2, 2] && script.cell(at: 7) == nil)
  }

  @Test func `code is shown letter for letter, words in spans of their kind`() throws {
    let script = notebook("-- %% A\nlocal s = \"<&>\" -- \u{1}why\nif 0x1F < 2 then s = [[a\nb]] end")
    let html = script.html(of: script.cells[0])
    #expect(
      html.contains(
        "<span class=\"keyword\">local</span> s = <span class=\"string\">&quot;&lt;&amp;&gt;&quot;</span>"))
    #expect(html.contains("<span class=\"comment\">-- \u{FFFD}why</span>"))
    #expect(html.contains("<span class=\"number\">0x1F</span> &lt; "))
    #expect(
      html.contains(
        "<span class=\"string\">[[a</span>\n</span><span class=\"line\"><span class=\"string\">b]]</span>"))
    #expect(XMLElement(parsing: "<pre>\(html)</pre>")?.children.count == 3)
  }

  @Test func `what is no Lua is shown as it is`() {
    let script = notebook("-- %% A\nx = = 'open\n-- %% B\ny")
    #expect(script.cells.map(\.title) == ["A", "B"])
    #expect(script.html(of: script.cells[0]) == "<span class=\"line\">x = = 'open\n</span>")
  }

  @Test(arguments: ["", "-- %%", "#!/usr/bin/env fringe\n", "\n\n"]) func `nothing is no trouble`(
    script: String
  ) {
    #expect(notebook(script).cells.allSatisfy(\.codeLines.isEmpty) || script.hasPrefix("#"))
  }

  private struct Failure: Error {}
}
