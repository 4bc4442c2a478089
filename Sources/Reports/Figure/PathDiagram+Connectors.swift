extension PathDiagram {
  // MARK: Arrows

  mutating func addArrows() {
    for arrow in graph.arrows {
      let curve = graph.nodes[arrow.from].column == graph.nodes[arrow.to].column ? besideColumn(arrow) : acrossColumns(arrow)
      connectors.append(
        Connector(
          kind: .arrow, curve: curve, from: arrow.from, to: arrow.to, text: arrow.text, isSignificant: arrow.isSignificant))
    }
  }

  /// From the right side of the source to the left side of the target, around boxes that are in the way.
  private func acrossColumns(_ arrow: DiagramGraph.Edge) -> Curve {
    let start = port(of: arrow.from, toward: arrow.to, isStart: true)
    let end = port(of: arrow.to, toward: arrow.from, isStart: false)
    let straight = Curve.line(start, end)
    let others = boxes.indices.filter { $0 != arrow.from && $0 != arrow.to }.map { boxes[$0].frame.insetBy(-8) }
    func isFree(_ curve: Curve) -> Bool { !others.contains { $0.intersects(curve) } }
    if isFree(straight) { return straight }
    let third = (end.x - start.x) / 3
    // The side on which the arrow leaves its box comes first, so that arrows of one box do not cross.
    let side = start.y > boxes[arrow.from].frame.center.y + 1 ? 1.0 : -1.0
    for step in 1...40 {
      for sign in [side, -side] {
        let bow = sign * Double(step) * 20
        let curve = Curve(
          start: start, control1: Point(x: start.x + third * 0.6, y: start.y + bow),
          control2: Point(x: end.x - third * 0.6, y: end.y + bow), end: end)
        if isFree(curve) { return curve }
      }
    }
    return straight
  }

  /// Where an arrow leaves or enters a box's side: arrows of a side are spread over it in the order of their other ends.
  private func port(of node: Int, toward other: Int, isStart: Bool) -> Point {
    let frame = boxes[node].frame
    let others = graph.arrows.filter { graph.nodes[$0.from].column != graph.nodes[$0.to].column }
      .filter { isStart ? $0.from == node : $0.to == node }.map { isStart ? $0.to : $0.from }
      .sorted { (direction(from: node, to: $0), $0) < (direction(from: node, to: $1), $1) }
    let place = Double((others.firstIndex(of: other) ?? 0) + 1) / Double(others.count + 1)
    return Point(x: isStart ? frame.right : frame.x, y: frame.y + frame.height * place)
  }

  private func direction(from node: Int, to other: Int) -> Double {
    let (a, b) = (boxes[node].frame.center, boxes[other].frame.center)
    return (b.y - a.y) / max(abs(b.x - a.x), 1)
  }

  /// Between variables of a feedback loop: a vertical arrow, beside its counterpart when there are two; a curve past other boxes.
  private func besideColumn(_ arrow: DiagramGraph.Edge) -> Curve {
    let (from, to) = (boxes[arrow.from].frame, boxes[arrow.to].frame)
    let isDownward = from.y < to.y
    let shift = isDownward ? -0.2 : 0.2
    guard areNeighbours(arrow.from, arrow.to) else {
      return bulge(from: arrow.from, to: arrow.to, side: isDownward ? 1 : -1, depth: 70)
    }
    let x = from.center.x + shift * from.width
    return isDownward
      ? .line(Point(x: x, y: from.bottom), Point(x: x, y: to.y)) : .line(Point(x: x, y: from.y), Point(x: x, y: to.bottom))
  }

  // MARK: Covariances

  mutating func addCovariances() {
    for edge in graph.covariances {
      let curve = covariance(edge)
      connectors.append(
        Connector(
          kind: .covariance, curve: curve, from: edge.from, to: edge.to, text: edge.text, isSignificant: edge.isSignificant))
    }
  }

  private func covariance(_ edge: DiagramGraph.Edge) -> Curve {
    let (from, to) = (boxes[edge.from].frame, boxes[edge.to].frame)
    guard graph.nodes[edge.from].column == graph.nodes[edge.to].column else { return acrossColumns(edge) }
    let isLoop = graph.arrows.contains { Set([$0.from, $0.to]) == Set([edge.from, edge.to]) }
    if areNeighbours(edge.from, edge.to), !isLoop {
      let (upper, lower) = from.y < to.y ? (from, to) : (to, from)
      return .line(Point(x: upper.center.x, y: upper.bottom), Point(x: lower.center.x, y: lower.y))
    }
    let column = graph.nodes[edge.from].column
    let side = column == 0 ? -1.0 : 1.0
    let between = abs(rank(edge.from) - rank(edge.to))
    return bulge(from: edge.from, to: edge.to, side: side, depth: 30 + 24 * Double(between))
  }

  /// A curve from side to side of the same column.
  private func bulge(from: Int, to: Int, side: Double, depth: Double) -> Curve {
    func edge(_ frame: Rectangle, toward other: Rectangle) -> Point {
      let inward = other.y > frame.y ? 0.88 : 0.12
      return Point(x: side > 0 ? frame.right : frame.x, y: frame.y + inward * frame.height)
    }
    let start = edge(boxes[from].frame, toward: boxes[to].frame)
    let end = edge(boxes[to].frame, toward: boxes[from].frame)
    let reach = Point(x: side * depth, y: 0)
    return Curve(start: start, control1: start + reach, control2: end + reach, end: end)
  }

  private func rank(_ node: Int) -> Int { graph.columns[graph.nodes[node].column].firstIndex(of: node) ?? 0 }

  private func areNeighbours(_ a: Int, _ b: Int) -> Bool { abs(rank(a) - rank(b)) == 1 }

  // MARK: Coefficients

  /// Puts each coefficient on its own line where it touches least, the most constrained (shortest) lines first.
  mutating func placeLabels() {
    let lengths = connectors.map { ($0.curve.end - $0.curve.start).length }
    let order = connectors.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    for index in order where !connectors[index].text.isEmpty {
      let connector = connectors[index]
      let width = TextMetrics.width(connector.text, size: Self.labelSize) + 6
      var best: (conflicts: Int, rectangle: Rectangle)?
      for t in Self.places {
        let rectangle = Rectangle.centered(at: connector.curve.point(at: t), width: width, height: Self.labelSize + 4)
        let conflicts = labelConflicts(rectangle, of: index)
        if conflicts < best?.conflicts ?? .max { best = (conflicts, rectangle) }
        if conflicts == 0 { break }
      }
      if let best { connectors[index].label = best.rectangle }
    }
  }

  /// Along a line: the middle, then outwards.
  private static let places: [Double] = (0...28).map { step in
    let distance = Double((step + 1) / 2) * 0.025
    return step % 2 == 0 ? 0.5 + distance : 0.5 - distance
  }
}
