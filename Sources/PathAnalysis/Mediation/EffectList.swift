/// Every direct, specific indirect, total indirect and total effect of a model, enumerated from its arrows.
///
/// For each variable with something downstream, on each variable downstream of it. Routes are listed by depth-first search in the
/// order of the model's arrows.
public struct EffectList: Sendable {
  public struct Effect: Sendable, Equatable {
    public var kind: EffectResult.Kind
    public var from: Int
    public var to: Int
    /// The mediators of a specific indirect effect.
    public var via: [Int]
    /// From 0.
    public var group = 0
  }

  /// What had to be left out.
  public enum Omission: Sendable, Equatable {
    /// More routes than `EffectList.routeLimit`: totals only.
    case tooManyRoutes
    /// With feedback a route can be gone through again and again: totals only.
    case feedback
  }

  /// Routes that are listed one by one at most.
  public static let routeLimit = 1_000

  public let effects: [Effect]
  public let omission: Omission?

  /// No effects at all.
  static let none = EffectList(effects: [], omission: nil)

  private init(effects: [Effect], omission: Omission?) {
    self.effects = effects
    self.omission = omission
  }

  /// The effects of every group, group after group. Arrows from a latent variable to its indicators count as measurement, not as effects.
  public init(_ model: PathModel) {
    let lists = model.groups.map { EffectList($0) }
    effects = lists.enumerated().flatMap { group, list in
      list.effects.map { effect in
        var effect = effect
        effect.group = group
        return effect
      }
    }
    omission = lists.compactMap(\.omission).first
  }

  init(_ matrices: RAMMatrices) {
    let graph = Graph(matrices)
    var routes: [[Int]: [[Int]]] = [:]
    var found: Omission?
    if !matrices.isRecursive {
      found = .feedback
    } else if graph.routeCount > Self.routeLimit {
      found = .tooManyRoutes
    } else {
      for start in matrices.variables.indices {
        for route in graph.routes(from: start) { routes[[start, route[route.count - 1]], default: []].append(route) }
      }
    }
    omission = found
    var effects: [Effect] = []
    for from in graph.sources {
      for to in graph.downstream(of: from) where to != from || found == .feedback {
        guard to != from else { continue }
        let isDirect = graph.children[from].contains(to)
        let indirect = (routes[[from, to]] ?? []).filter { $0.count > 2 }
        let hasIndirect = found == nil ? !indirect.isEmpty : graph.hasIndirectRoute(from, to)
        if isDirect { effects.append(Effect(kind: .direct, from: from, to: to, via: [])) }
        effects += indirect.map { Effect(kind: .indirect, from: from, to: to, via: Array($0.dropFirst().dropLast())) }
        if hasIndirect { effects.append(Effect(kind: .totalIndirect, from: from, to: to, via: [])) }
        effects.append(Effect(kind: .total, from: from, to: to, via: []))
      }
    }
    self.effects = effects
  }
}

/// The model's arrows.
private struct Graph {
  let children: [[Int]]
  private let order: [Int]?

  init(_ matrices: RAMMatrices) {
    var children = [[Int]](repeating: [], count: matrices.variables.count)
    for entry in matrices.directEffects where entry.source != .fixed(0) && !entry.isLoading {
      children[entry.column].append(entry.row)
    }
    self.children = children
    order = matrices.causalOrder
  }

  /// Variables with an arrow from them, exogenous ones first, in causal order where there is one.
  var sources: [Int] { (order ?? Array(children.indices)).filter { !children[$0].isEmpty } }

  /// Variables that `start` reaches, in causal order where there is one.
  func downstream(of start: Int) -> [Int] {
    var reached = Set<Int>()
    var waiting = children[start]
    while let next = waiting.popLast() {
      if reached.insert(next).inserted { waiting += children[next] }
    }
    return (order ?? Array(children.indices)).filter { reached.contains($0) }
  }

  func hasIndirectRoute(_ from: Int, _ to: Int) -> Bool {
    children[from].contains { $0 != to && downstream(of: $0).contains(to) } || children[to].contains(to)
  }

  /// Routes of an acyclic model with at least one arrow, counted without listing them; stops growing at a million.
  var routeCount: Int {
    guard let order else { return 0 }
    var counts = [Int](repeating: 0, count: children.count)
    for node in order.reversed() { counts[node] = min(children[node].reduce(0) { $0 + 1 + counts[$1] }, 1_000_000) }
    return counts.reduce(0) { min($0 + $1, 1_000_000) }
  }

  func routes(from start: Int) -> [[Int]] {
    var result: [[Int]] = []
    var waiting = [[start]]
    while let route = waiting.popLast() {
      if route.count > 1 { result.append(route) }
      waiting += children[route[route.count - 1]].reversed().map { route + [$0] }
    }
    return result
  }
}
