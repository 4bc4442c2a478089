import Testing

@testable import SurveyData

/// The data of TeamValues.swift, by team.
enum TeamData {
  /// Hours of work of the soldiers of each company (bh1996).
  static var hours: [[Double]] {
    let cells = TeamValues.hours.split { $0 == " " || $0 == "\n" }.map { $0.split(separator: ":").compactMap { Int($0) } }
    var teams: [[Double]] = []
    for cell in cells where cell.count == 3 {
      while teams.count < cell[0] { teams.append([]) }
      teams[cell[0] - 1] += [Double](repeating: Double(cell[1]), count: cell[2])
    }
    return teams
  }

  /// Each soldier's company and answers to the eleven leadership items (lq2002).
  static var soldiers: [(company: Double, answers: [Double])] {
    TeamValues.leadership.split { $0 == " " || $0 == "\n" }.map { soldier in
      let parts = soldier.split(separator: ":")
      return (Double(parts[0]) ?? .nan, parts[1].map { Double($0.wholeNumberValue ?? 0) })
    }
  }

  /// A company's answers: item by item.
  static func items(ofCompany company: Double) -> [[Double]] {
    let members = soldiers.filter { $0.company == company }.map(\.answers)
    return (0..<11).map { item in members.map { $0[item] } }
  }

  /// Companies in order of their number.
  static var companies: [Double] { Set(soldiers.map(\.company)).sorted() }
}

/// Whether two numbers agree to a relative 1e-10.
func agree(_ value: Double, _ reference: Double) -> Bool { abs(value - reference) <= 1e-10 * max(abs(reference), 1e-6) }
