import PathAnalysis

/// The path diagram as SVG, black on white, as papers print it.
public enum SVGFigure {
  private static let fontFamily = "Helvetica, Arial, 'Liberation Sans', sans-serif"
  private static let footnoteSize = 11.0

  /// One diagram a group, one below the other, then a note on fit and signs.
  public static func render(_ results: Results) -> String {
    var body = ""
    var y = 0.0
    var width = 420.0
    for group in 1...max(results.groups.count, 1) {
      let diagram = PathDiagram(results, group: group)
      if results.groups.count > 1 {
        body += text(results.groups[group - 1].label, at: Point(x: 16, y: y + 22), size: 14, anchor: "start", weight: "bold")
        y += 28
      }
      body += "<g transform=\"translate(0 \(number(y)))\">\n" + diagramBody(diagram) + "</g>\n"
      y += diagram.size.y
      width = max(width, diagram.size.x)
    }
    let omitted = DiagramGraph(results, group: 1).omittedCovariances
    let notes = FigureNote.lines(results, omittedCovariances: omitted, width: width - 32, size: footnoteSize)
    for (line, note) in notes.enumerated() {
      body += text(note, at: Point(x: 16, y: y + 14 + 15 * Double(line)), size: footnoteSize, anchor: "start")
    }
    y += 15 * Double(notes.count) + 16
    let title = results.title ?? results.modelName
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(y))" \
      viewBox="0 0 \(number(width)) \(number(y))" font-family="\(fontFamily)" role="img">
      <title>\(title.escapedForMarkup)</title>
      <defs>
      <marker id="head-black" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
      <path d="M 0 1 L 10 5 L 0 9 z" fill="#000"/></marker>
      <marker id="head-grey" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
      <path d="M 0 1 L 10 5 L 0 9 z" fill="#777"/></marker>
      </defs>
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }

  /// Lines first, then coefficients on white, then boxes.
  private static func diagramBody(_ diagram: PathDiagram) -> String {
    let lines = diagram.connectors.map(line).joined()
    let labels = diagram.connectors.map(label).joined()
    return lines + labels + diagram.boxes.map(box).joined()
  }

  private static func line(_ connector: PathDiagram.Connector) -> String {
    let curve = connector.curve
    let path =
      curve.isStraight
      ? "M \(pair(curve.start)) L \(pair(curve.end))"
      : "M \(pair(curve.start)) C \(pair(curve.control1)), \(pair(curve.control2)), \(pair(curve.end))"
    let (colour, head) = connector.isSignificant ? ("#000", "head-black") : ("#777", "head-grey")
    let dashes = connector.isSignificant ? "" : " stroke-dasharray=\"5 4\""
    let tail = connector.kind == .covariance ? " marker-start=\"url(#\(head))\"" : ""
    return
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.2\"\(dashes)\(tail) marker-end=\"url(#\(head))\"/>\n"
  }

  private static func label(_ connector: PathDiagram.Connector) -> String {
    guard !connector.text.isEmpty else { return "" }
    let frame = connector.label
    let background =
      "<rect x=\"\(number(frame.x))\" y=\"\(number(frame.y))\" width=\"\(number(frame.width))\" height=\"\(number(frame.height))\" fill=\"#fff\"/>\n"
    let baseline = Point(x: frame.center.x, y: frame.center.y + PathDiagram.labelSize * 0.36)
    return background
      + text(connector.text, at: baseline, size: PathDiagram.labelSize, fill: connector.isSignificant ? "#000" : "#666")
  }

  private static func box(_ box: PathDiagram.Box) -> String {
    let frame = box.frame
    let center = frame.center
    let shape =
      box.isLatent
      ? "<ellipse cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" rx=\"\(number(frame.width / 2))\" ry=\"\(number(frame.height / 2))\""
      : "<rect x=\"\(number(frame.x))\" y=\"\(number(frame.y))\" width=\"\(number(frame.width))\" height=\"\(number(frame.height))\""
    let first = center.y - PathDiagram.lineHeight * Double(box.lines.count - 1) / 2 + PathDiagram.fontSize * 0.36
    let texts = box.lines.enumerated().map { index, line in
      let isShare = line.hasPrefix("R² = ")
      return text(
        line, at: Point(x: center.x, y: first + PathDiagram.lineHeight * Double(index)),
        size: isShare ? footnoteSize : PathDiagram.fontSize, fill: isShare ? "#444" : "#000")
    }
    return shape + " fill=\"#fff\" stroke=\"#000\" stroke-width=\"1.2\"/>\n" + texts.joined()
  }

  private static func text(
    _ text: String, at point: Point, size: Double, anchor: String = "middle", fill: String = "#000", weight: String? = nil
  ) -> String {
    let bold = weight.map { " font-weight=\"\($0)\"" } ?? ""
    return
      "<text x=\"\(number(point.x))\" y=\"\(number(point.y))\" font-size=\"\(number(size))\" text-anchor=\"\(anchor)\" fill=\"\(fill)\"\(bold)>\(text.escapedForMarkup)</text>\n"
  }

  /// At most one decimal.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  private static func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }
}
