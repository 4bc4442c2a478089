import PathAnalysis

/// The path diagram in characters: boxes in columns by causal depth, then every arrow with its coefficient.
public enum TerminalFigure {
  public static func render(_ results: Results, width: Int = 100) -> String {
    (1...max(results.groups.count, 1)).map { group in
      let graph = DiagramGraph(results, group: group)
      let title = results.groups.count > 1 ? results.groups[group - 1].label + "\n" : ""
      return title + boxes(graph, width: width) + "\n" + arrows(graph)
    }.joined(separator: "\n")
  }

  // MARK: Boxes

  /// Columns side by side while they fit, otherwise one below the other.
  private static func boxes(_ graph: DiagramGraph, width: Int) -> String {
    let columns = graph.columns.map { column in column.flatMap { box(graph.nodes[$0]) } }
    let widths = columns.map { $0.map(\.count).max() ?? 0 }
    let gap = "  ──▶  "
    guard widths.reduce(0, +) + gap.count * (columns.count - 1) + 2 <= width else {
      return columns.map { $0.map { "  " + $0 }.joined(separator: "\n") }.joined(separator: "\n        │\n        ▼\n") + "\n"
    }
    let height = columns.map(\.count).max() ?? 0
    var lines: [String] = []
    for row in 0..<height {
      var line = "  "
      for (index, column) in columns.enumerated() {
        let place = row - (height - column.count) / 2
        let text = column.indices.contains(place) ? column[place] : ""
        line += text + String(repeating: " ", count: widths[index] - text.count)
        if index < columns.count - 1 { line += row == height / 2 ? gap : String(repeating: " ", count: gap.count) }
      }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func box(_ node: DiagramGraph.Node) -> [String] {
    let texts = [node.label] + (node.rSquared.map { [$0] } ?? [])
    let inner = texts.map(\.count).max() ?? 0
    let corners = node.isLatent ? ("╭", "╮", "╰", "╯") : ("┌", "┐", "└", "┘")
    let rule = String(repeating: "─", count: inner + 2)
    let body = texts.map { "│ " + $0 + String(repeating: " ", count: inner - $0.count) + " │" }
    return [corners.0 + rule + corners.1] + body + [corners.2 + rule + corners.3]
  }

  // MARK: Arrows

  /// `Leadership ── -.30*** ─▶ Conflict`, dashed when not significant, by outcome; then the double arrows.
  private static func arrows(_ graph: DiagramGraph) -> String {
    let order = graph.columns.flatMap { $0 }
    let sorted = order.flatMap { to in graph.arrows.filter { $0.to == to } }
    let left = (graph.arrows + graph.covariances).map { graph.nodes[$0.from].label.count }.max() ?? 0
    let middle = (graph.arrows + graph.covariances).map(\.text.count).max() ?? 0
    func line(_ edge: DiagramGraph.Edge, tail: String?) -> String {
      let dash = edge.isSignificant ? "─" : "╌"
      let name = graph.nodes[edge.from].label
      let padding = String(repeating: " ", count: left - name.count)
      let fill = String(repeating: dash, count: middle - edge.text.count)
      return
        "  \(padding)\(name) \(tail ?? dash)\(dash)\(dash) \(edge.text) \(fill)\(dash)\(dash)▶ \(graph.nodes[edge.to].label)\n"
    }
    let omitted =
      graph.omittedCovariances > 0 ? "  (\(graph.omittedCovariances) covariances among exogenous variables are not drawn)\n" : ""
    return sorted.map { line($0, tail: nil) }.joined()
      + graph.covariances.map { line($0, tail: "◀") }.joined() + omitted
  }
}
