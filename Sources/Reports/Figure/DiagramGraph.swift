import PathAnalysis

/// What a path diagram shows of one group: variables, arrows and covariances with their printed coefficients.
struct DiagramGraph {
  struct Node {
    var name: String
    var label: String
    var isLatent: Bool
    /// `R² = .12`, for outcomes.
    var rSquared: String?
    var column = 0
  }

  struct Edge {
    var from: Int
    var to: Int
    var text: String
    var isSignificant: Bool
  }

  private(set) var nodes: [Node]
  private(set) var arrows: [Edge] = []
  private(set) var covariances: [Edge] = []
  /// Exogenous covariances that would bury the figure.
  private(set) var omittedCovariances = 0
  /// Places in `nodes`, by column and from top to bottom.
  private(set) var columns: [[Int]] = []

  /// More covariances among exogenous variables than this are left out.
  static let exogenousCovarianceLimit = 6

  init(_ results: Results, group: Int) {
    let hasLevels = results.variables.contains { $0.level > 1 }
    nodes = results.variables.map { variable in
      let share = results.rSquared.first {
        $0.variable == variable.name && $0.group == group && $0.level == variable.level
      }?.rSquared
      let level = !hasLevels ? "" : variable.level == 1 ? " (within)" : " (between)"
      return Node(
        name: variable.name, label: (results.labels[variable.name] ?? variable.name) + level, isLatent: variable.isLatent,
        rSquared: APANumber.bounded(share, decimals: 2).map { "R² = \($0)" })
    }
    var place: [Int: [String: Int]] = [:]
    for (index, variable) in results.variables.enumerated() { place[variable.level, default: [:]][variable.name] = index }
    let isExogenous = results.variables.map(\.isExogenous)
    var exogenousCovariances: [Edge] = []
    for row in results.parameters where row.group == group {
      guard let left = place[row.level]?[row.lhs], let right = place[row.level]?[row.rhs], left != right else { continue }
      switch row.op {
      case "~", "<~": arrows.append(Self.edge(row, from: right, to: left))
      case "=~": arrows.append(Self.edge(row, from: left, to: right))
      case "~~" where isExogenous[left] && isExogenous[right]:
        exogenousCovariances.append(Self.edge(row, from: left, to: right))
      case "~~": covariances.append(Self.edge(row, from: left, to: right))
      default: break
      }
    }
    if exogenousCovariances.count > Self.exogenousCovarianceLimit {
      omittedCovariances = exogenousCovariances.count
    } else {
      covariances = exogenousCovariances + covariances
    }
    assignColumns()
    orderColumns()
  }

  /// A row that is not estimated (an exogenous moment) is drawn solid and without stars.
  private static func edge(_ row: ParameterResult, from: Int, to: Int) -> Edge {
    let number = APANumber.bounded(row.standardizedAll, decimals: 2) ?? ""
    let isSignificant = row.value.pValue.map { $0 < 0.05 } ?? true
    return Edge(from: from, to: to, text: number + APANumber.stars(row.value.pValue), isSignificant: isSignificant)
  }

  // MARK: Columns by causal depth

  /// The longest chain of arrows that leads to a variable; variables of a feedback loop share a column.
  private mutating func assignColumns() {
    let reach = reachability()
    let component = nodes.indices.map { i in nodes.indices.first { $0 == i || (reach[i][$0] && reach[$0][i]) } ?? i }
    var depth = [Int](repeating: 0, count: nodes.count)
    for _ in nodes.indices {
      for arrow in arrows where component[arrow.from] != component[arrow.to] {
        let wanted = depth[component[arrow.from]] + 1
        depth[component[arrow.to]] = max(depth[component[arrow.to]], wanted)
      }
    }
    for index in nodes.indices { nodes[index].column = depth[component[index]] }
    let isolated = Set(nodes.indices).subtracting(arrows.flatMap { [$0.from, $0.to] })
    for index in isolated { nodes[index].column = 0 }
    columns = (0...(nodes.map(\.column).max() ?? 0)).map { column in nodes.indices.filter { nodes[$0].column == column } }
  }

  private func reachability() -> [[Bool]] {
    var reach = [[Bool]](repeating: [Bool](repeating: false, count: nodes.count), count: nodes.count)
    for arrow in arrows { reach[arrow.from][arrow.to] = true }
    for k in nodes.indices {
      for i in nodes.indices where reach[i][k] {
        for j in nodes.indices where reach[k][j] { reach[i][j] = true }
      }
    }
    return reach
  }

  /// Fewer crossings: each column in the order of its neighbours' mean places, swept back and forth (Sugiyama et al. 1981).
  private mutating func orderColumns() {
    var best = columns
    var fewest = crossings(columns)
    for sweep in 0..<8 {
      let order = sweep % 2 == 0 ? Array(columns.indices) : columns.indices.reversed()
      for column in order {
        let center = relativePlaces()
        let scores = columns[column].map { node -> Double in
          let neighbours = arrows.compactMap { arrow -> Double? in
            arrow.from == node ? center[arrow.to] : arrow.to == node ? center[arrow.from] : nil
          }
          return neighbours.isEmpty ? center[node] ?? 0 : neighbours.reduce(0, +) / Double(neighbours.count)
        }
        let sorted = columns[column].indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        columns[column] = sorted.map { columns[column][$0] }
      }
      let count = crossings(columns)
      if count < fewest { (best, fewest) = (columns, count) }
    }
    columns = best
  }

  private func relativePlaces() -> [Int: Double] {
    var places: [Int: Double] = [:]
    for column in columns {
      for (row, node) in column.enumerated() { places[node] = Double(row) - Double(column.count - 1) / 2 }
    }
    return places
  }

  private func crossings(_ columns: [[Int]]) -> Int {
    var row: [Int: Int] = [:]
    for column in columns { for (index, node) in column.enumerated() { row[node] = index } }
    var count = 0
    for (index, a) in arrows.enumerated() {
      for b in arrows[..<index]
      where nodes[a.from].column == nodes[b.from].column && nodes[a.to].column == nodes[b.to].column {
        let from = (row[a.from] ?? 0) - (row[b.from] ?? 0)
        let to = (row[a.to] ?? 0) - (row[b.to] ?? 0)
        if from * to < 0 { count += 1 }
      }
    }
    return count
  }
}
