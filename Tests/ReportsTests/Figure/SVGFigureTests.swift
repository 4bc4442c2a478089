import PathAnalysis
import Testing

@testable import Reports

@Suite struct SVGFigureTests {
  /// Every element that is opened is closed, in order: what an XML reader checks first.
  private func isBalanced(_ xml: String) -> Bool {
    var open: [Substring] = []
    for part in xml.split(separator: "<").dropFirst(xml.hasPrefix("<") ? 0 : 1) {
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " && $0 != "\n" })
      }
    }
    return open.isEmpty
  }

  @Test func isBalancedXMLWithEscapedLabels() {
    let svg = SVGFigure.render(figureResults(["x -> m", "m -> y"], labels: ["x": "R&D <new> \"plan\"", "m": "Bevlogenheid é"]))
    #expect(isBalanced(svg))
    #expect(svg.contains("R&amp;D") && svg.contains("&lt;new&gt;"))
    #expect(!svg.contains("R&D"))
    #expect(svg.contains("Bevlogenheid é"))
  }

  @Test func showsStarsDashesAndShares() {
    let svg = SVGFigure.render(figureResults(["x -> a", "x -> b", "x -> c", "x -> d"]))
    #expect(svg.contains(">.31***<") && svg.contains(">-.27*<") && svg.contains(">.31<") && svg.contains(">-.27**<"))
    #expect(svg.split(separator: "stroke-dasharray").count == 2)
    #expect(svg.contains("R² = .12"))
    #expect(svg.contains("χ²(2) = 4.20, p = .122"))
  }

  @Test func covariancesHaveTwoHeads() {
    let svg = SVGFigure.render(figureResults(["x -> a", "x -> b", "a <-> b"]))
    #expect(svg.split(separator: "marker-start=").count == 2)
  }

  @Test func theTerminalShowsEveryArrow() {
    let text = TerminalFigure.render(figureResults(["x -> a", "x -> b", "a -> y", "b -> y", "a <-> b"]), width: 80)
    #expect(text.split(separator: "\n").filter { $0.contains("▶ ") && $0.contains("─ ") }.count >= 4)
    #expect(text.contains("x ─── .31*** ──▶ a"))
    #expect(text.contains("◀"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
