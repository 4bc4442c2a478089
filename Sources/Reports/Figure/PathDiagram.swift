import PathAnalysis

/// The layout of a path diagram: where every box, arrow and coefficient stands.
///
/// Boxes stand in columns by causal depth. Arrows run from right side to left side, straight where no box is in the way; the covariance of
/// neighbours in a column is a double arrow between them, that of others a curve beside the column. Coefficients stand on their own
/// line where they touch nothing else; the figure is made wider until they do.
public struct PathDiagram: Sendable {
  public struct Box: Sendable {
    public var frame: Rectangle
    /// The label's lines, then R² where there is one.
    public var lines: [String]
    public var isLatent: Bool
  }

  public struct Connector: Sendable {
    public enum Kind: Sendable { case arrow, covariance }

    public var kind: Kind
    public var curve: Curve
    /// Places of the joined boxes.
    public var from: Int
    public var to: Int
    public var text: String
    public var isSignificant: Bool
    /// The coefficient's place.
    public var label = Rectangle(x: 0, y: 0, width: 0, height: 0)
  }

  public internal(set) var boxes: [Box] = []
  public internal(set) var connectors: [Connector] = []
  public private(set) var size = Point(x: 0, y: 0)
  let graph: DiagramGraph

  static let fontSize = 13.0
  static let labelSize = 12.0
  static let lineHeight = 17.0

  public init(_ results: Results, group: Int = 1) {
    let graph = DiagramGraph(results, group: group)
    var best = Self(graph: graph, scale: 1)
    var fewest = best.conflicts
    for scale in [1.25, 1.5, 1.9, 2.4, 3.0] where fewest > 0 {
      let candidate = Self(graph: graph, scale: scale)
      let conflicts = candidate.conflicts
      if conflicts < fewest { (best, fewest) = (candidate, conflicts) }
    }
    self = best
  }

  private init(graph: DiagramGraph, scale: Double) {
    self.graph = graph
    placeBoxes(scale)
    addArrows()
    addCovariances()
    placeLabels()
    frame()
  }

  // MARK: Boxes

  private mutating func placeBoxes(_ scale: Double) {
    let texts = graph.nodes.map { TextMetrics.lines($0.label, width: 120, size: Self.fontSize) }
    let widest = texts.joined().map { TextMetrics.width($0, size: Self.fontSize) }.max() ?? 0
    let width = max(96, widest + 24)
    let lineCount = zip(texts, graph.nodes).map { $0.count + ($1.rSquared == nil ? 0 : 1) }.max() ?? 1
    let height = Double(lineCount) * Self.lineHeight + 16
    // Many arrows between two columns need room for their coefficients.
    let rowGap = (graph.covariances.isEmpty ? 26 : 46) * scale
    let tallest = Double(graph.columns.map(\.count).max() ?? 1)
    let totalHeight = tallest * height + (tallest - 1) * rowGap
    boxes = zip(texts, graph.nodes).map { lines, node in
      Box(
        frame: Rectangle(x: 0, y: 0, width: width, height: height), lines: lines + (node.rSquared.map { [$0] } ?? []),
        isLatent: node.isLatent)
    }
    var x = 0.0
    for (index, column) in graph.columns.enumerated() {
      let pitch = column.count == 1 ? 0 : (totalHeight - height) / Double(column.count - 1)
      // A shorter column is spread less than fully, so that it looks like a column of its own.
      let spread = column.count == graph.columns.map(\.count).max() ? pitch : min(pitch, (height + rowGap) * 1.5)
      let top = totalHeight / 2 - spread * Double(column.count - 1) / 2 - height / 2
      for (row, node) in column.enumerated() {
        boxes[node].frame.x = x
        boxes[node].frame.y = top + Double(row) * spread
      }
      let crossing = graph.arrows.filter { graph.nodes[$0.from].column <= index && graph.nodes[$0.to].column > index }.count
      x += width + (110 + 14 * Double(min(crossing, 12))) * scale
    }
  }

  // MARK: The whole

  /// Moves everything so that the figure starts at a margin from the origin.
  private mutating func frame() {
    let rectangles = boxes.map(\.frame) + connectors.map(\.label)
    let points = connectors.flatMap(\.curve.points)
    let margin = 16.0
    let left = min(rectangles.map(\.x).min() ?? 0, points.map(\.x).min() ?? 0) - margin
    let top = min(rectangles.map(\.y).min() ?? 0, points.map(\.y).min() ?? 0) - margin
    let right = max(rectangles.map(\.right).max() ?? 0, points.map(\.x).max() ?? 0) + margin
    let bottom = max(rectangles.map(\.bottom).max() ?? 0, points.map(\.y).max() ?? 0) + margin
    move(by: Point(x: -left, y: -top))
    size = Point(x: right - left, y: bottom - top)
  }

  private mutating func move(by shift: Point) {
    for index in boxes.indices {
      boxes[index].frame.x += shift.x
      boxes[index].frame.y += shift.y
    }
    for index in connectors.indices {
      let curve = connectors[index].curve
      connectors[index].curve = Curve(
        start: curve.start + shift, control1: curve.control1 + shift, control2: curve.control2 + shift, end: curve.end + shift)
      connectors[index].label.x += shift.x
      connectors[index].label.y += shift.y
    }
  }

  /// Coefficients that touch a box, another coefficient or another line, and lines through boxes: 0 in a figure fit to print.
  var conflicts: Int {
    var count = 0
    for (index, connector) in connectors.enumerated() {
      count += labelConflicts(connector.label, of: index)
      count +=
        boxes.indices.filter {
          $0 != connector.from && $0 != connector.to && boxes[$0].frame.intersects(connector.curve)
        }.count
    }
    return count
  }

  /// What a label at `rectangle` would touch; only labels placed so far (with a width) count.
  func labelConflicts(_ rectangle: Rectangle, of index: Int) -> Int {
    var count = boxes.filter { $0.frame.intersects(rectangle) }.count
    for (other, connector) in connectors.enumerated() where other != index {
      if connector.label.width > 0, connector.label.intersects(rectangle) { count += 1 }
      if rectangle.intersects(connector.curve) { count += 1 }
    }
    return count
  }
}
