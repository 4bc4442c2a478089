import ArgumentParser

/// Options of which sewall does lavaan's default so far; every other value is refused by name.
struct LaterOptions: ParsableArguments {
  @Option(help: .hidden) var srmr: String?
  @Option(help: .hidden) var rmseaN: String?
  @Option(help: .hidden) var informationCriteria: String?
  @Option(help: .hidden) var style: String?
  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: .hidden) var rmseaGroups: Bool?
}
