import PathAnalysis
import Testing

@testable import Reports

/// Results that a figure can be drawn of: `a -> b` is a path, `a <-> b` a covariance.
func figureResults(_ relations: [String], labels: [String: String] = [:]) -> Results {
  var names: [String] = []
  var outcomes = Set<String>()
  var parameters: [ParameterResult] = []
  for (index, relation) in relations.enumerated() {
    let parts = relation.split(separator: " ").map(String.init)
    for name in [parts[0], parts[2]] where !names.contains(name) { names.append(name) }
    let isPath = parts[1] == "->"
    if isPath { outcomes.insert(parts[2]) }
    let pValue = [0.0004, 0.03, 0.4, 0.004][index % 4]
    parameters.append(
      ParameterResult(
        lhs: isPath ? parts[2] : parts[0], op: isPath ? "~" : "~~", rhs: isPath ? parts[0] : parts[2], isFree: true,
        origin: .user,
        value: EstimateResult(estimate: 0.3, standardError: 0.1, pValue: pValue),
        standardizedAll: index % 2 == 0 ? 0.31 : -0.27))
  }
  return Results(
    title: "A figure", modelName: "m.model", dataName: "d.csv", converged: true, iterations: 1, sampleSize: 100, rowsRead: 100,
    groups: [GroupResult(label: "", sampleSize: 100)], parameters: parameters, effects: [],
    fitMeasures: [
      FitMeasure("chisq", 4.2), FitMeasure("df", 2), FitMeasure("pvalue", 0.122), FitMeasure("cfi", 0.991),
      FitMeasure("rmsea", 0.063), FitMeasure("srmr", 0.02),
    ], rSquared: names.filter { outcomes.contains($0) }.map { RSquaredResult(variable: $0, rSquared: 0.12) },
    interval: IntervalDescription(type: "monte-carlo", level: 0.95), conventions: [], labels: labels,
    variables: names.map { VariableResult(name: $0, isLatent: false, isExogenous: !outcomes.contains($0)) })
}

/// Every source with every target.
private func dense(_ sources: [String], _ targets: [String]) -> [String] {
  sources.flatMap { source in targets.map { "\(source) -> \($0)" } }
}

private let figures: [(name: String, relations: [String])] = [
  ("simple mediation", ["x -> m", "m -> y", "x -> y"]),
  (
    "family-supportive leadership",
    dense(["fssb"], ["conflict", "enrichment", "engagement"])
      + dense(["conflict", "enrichment", "engagement"], ["performance", "ambition"])
      + ["conflict <-> enrichment", "conflict <-> engagement", "enrichment <-> engagement", "performance <-> ambition"]
  ),
  ("serial with all direct paths", ["x -> a", "x -> b", "x -> y", "a -> b", "a -> y", "b -> y"]),
  ("feedback", ["x -> a", "w -> b", "a -> b", "b -> a", "x <-> w"]),
  ("two exogenous", ["x -> m", "w -> m", "m -> y", "x <-> w", "w -> y"]),
]

@Suite struct PathDiagramTests {
  @Test(arguments: figures.map(\.name)) func nothingTouchesACoefficient(_ name: String) throws {
    let relations = try #require(figures.first { $0.name == name }).relations
    let diagram = PathDiagram(figureResults(relations))
    #expect(diagram.connectors.count == relations.count)
    for (index, connector) in diagram.connectors.enumerated() {
      for box in diagram.boxes { #expect(!box.frame.intersects(connector.label)) }
      for (other, neighbour) in diagram.connectors.enumerated() where other != index {
        #expect(!connector.label.intersects(neighbour.label), "\(connector.text) at \(index) and \(other)")
        #expect(!connector.label.intersects(neighbour.curve), "label \(index) on line \(other)")
      }
      for (box, frame) in diagram.boxes.map(\.frame).enumerated() where box != connector.from && box != connector.to {
        #expect(!frame.intersects(connector.curve), "line \(index) through box \(box)")
      }
    }
  }

  @Test(arguments: figures.map(\.name)) func everythingIsInsideTheFigure(_ name: String) throws {
    let diagram = PathDiagram(figureResults(try #require(figures.first { $0.name == name }).relations))
    for frame in diagram.boxes.map(\.frame) + diagram.connectors.map(\.label) {
      #expect(frame.x >= 0 && frame.y >= 0)
      #expect(frame.x + frame.width <= diagram.size.x && frame.y + frame.height <= diagram.size.y)
    }
    for point in diagram.connectors.flatMap(\.curve.points) {
      #expect(point.x >= 0 && point.y >= 0 && point.x <= diagram.size.x && point.y <= diagram.size.y)
    }
  }

  /// Eight predictors of five outcomes: no line through a box, whatever becomes of 40 coefficients.
  @Test func aDenseFigureKeepsItsBoxesFree() {
    let diagram = PathDiagram(figureResults(dense((1...8).map { "x\($0)" }, (1...5).map { "y\($0)" })))
    for connector in diagram.connectors {
      for (box, frame) in diagram.boxes.map(\.frame).enumerated() where box != connector.from && box != connector.to {
        #expect(!frame.intersects(connector.curve))
      }
    }
  }

  @Test func columnsFollowCausalDepth() {
    let graph = DiagramGraph(figureResults(["x -> m", "m -> y", "x -> y", "w -> y"]), group: 1)
    let column = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0.column) })
    #expect(column == ["x": 0, "w": 0, "m": 1, "y": 2])
    let loop = DiagramGraph(figureResults(["x -> a", "a -> b", "b -> a", "b -> y"]), group: 1)
    let loopColumn = Dictionary(uniqueKeysWithValues: loop.nodes.map { ($0.name, $0.column) })
    #expect(loopColumn == ["x": 0, "a": 1, "b": 1, "y": 2])
  }

  @Test func manyExogenousCovariancesAreLeftOutAndCounted() {
    let names = ["a", "b", "c", "d", "e"]
    let pairs = names.indices.flatMap { i in names.indices.filter { $0 > i }.map { "\(names[i]) <-> \(names[$0])" } }
    let graph = DiagramGraph(figureResults(dense(names, ["y"]) + pairs), group: 1)
    #expect(graph.covariances.isEmpty)
    #expect(graph.omittedCovariances == 10)
  }

  @Test func aSegmentMeetsARectangleOnlyThroughItsInside() {
    let box = Rectangle(x: 0, y: 0, width: 10, height: 10)
    #expect(box.intersects(from: Point(x: -5, y: 5), to: Point(x: 15, y: 5)))
    #expect(!box.intersects(from: Point(x: -5, y: -1), to: Point(x: 15, y: -1)))
    #expect(!box.intersects(from: Point(x: -5, y: 0), to: Point(x: 15, y: 0)))
    #expect(!box.intersects(from: Point(x: 12, y: 0), to: Point(x: 12, y: 10)))
  }
}
