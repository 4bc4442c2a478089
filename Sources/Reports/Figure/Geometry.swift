/// A point of a figure; y grows downwards, as in SVG.
public struct Point: Sendable, Equatable {
  public var x: Double
  public var y: Double

  static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  static func * (factor: Double, a: Point) -> Point { Point(x: factor * a.x, y: factor * a.y) }
  var length: Double { (x * x + y * y).squareRoot() }
}

/// An upright rectangle.
public struct Rectangle: Sendable, Equatable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public var center: Point { Point(x: x + width / 2, y: y + height / 2) }
  var right: Double { x + width }
  var bottom: Double { y + height }

  static func centered(at point: Point, width: Double, height: Double) -> Rectangle {
    Rectangle(x: point.x - width / 2, y: point.y - height / 2, width: width, height: height)
  }

  func insetBy(_ margin: Double) -> Rectangle {
    Rectangle(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  public func intersects(_ other: Rectangle) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  /// Whether the segment from `a` to `b` passes through the rectangle (Liang & Barsky 1984).
  public func intersects(from a: Point, to b: Point) -> Bool {
    var enter = 0.0
    var leave = 1.0
    for (start, change, low, high) in [(a.x, b.x - a.x, x, right), (a.y, b.y - a.y, y, bottom)] {
      if change == 0 {
        if start <= low || start >= high { return false }
        continue
      }
      let first = (low - start) / change
      let second = (high - start) / change
      enter = max(enter, min(first, second))
      leave = min(leave, max(first, second))
    }
    return enter < leave
  }

  /// Whether a curve passes through the rectangle.
  public func intersects(_ curve: Curve) -> Bool {
    let points = curve.points
    return zip(points, points.dropFirst()).contains { intersects(from: $0, to: $1) }
  }
}

/// A cubic Bezier curve; a straight line has its control points on the line.
public struct Curve: Sendable, Equatable {
  public var start: Point
  public var control1: Point
  public var control2: Point
  public var end: Point

  static func line(_ start: Point, _ end: Point) -> Curve {
    Curve(start: start, control1: start + (1 / 3) * (end - start), control2: start + (2 / 3) * (end - start), end: end)
  }

  func point(at t: Double) -> Point {
    let s = 1 - t
    let first = (s * s * s) * start + (3 * s * s * t) * control1
    return first + (3 * s * t * t) * control2 + (t * t * t) * end
  }

  /// Points along the curve, close enough together to judge by eye and by test.
  public var points: [Point] { (0...32).map { point(at: Double($0) / 32) } }

  var isStraight: Bool { control1 == start + (1 / 3) * (end - start) && control2 == start + (2 / 3) * (end - start) }
}
