/// The files of statistics packages that are read beside delimited text.
public enum StatisticsFormat: String, Sendable, Hashable, CaseIterable {
  /// SPSS's system file, also compressed as a whole (`.zsav`).
  case sav
  /// SPSS's portable file.
  case por
  /// Stata.
  case dta
  case sas7bdat
  /// SAS's transport file.
  case xpt

  /// The format that a file's ending stands for, in lower case without the point.
  public init?(ending: String) {
    if ending == "zsav" { self = .sav } else { self.init(rawValue: ending) }
  }

  /// The format that a file's first bytes tell, whatever its name.
  public init?(content bytes: [UInt8]) {
    if bytes.starts(with: Array("$FL2".utf8)) || bytes.starts(with: Array("$FL3".utf8)) {
      self = .sav
    } else if bytes.starts(with: Array("<stata_dta>".utf8)) || Self.beginsAsOldStata(bytes) {
      self = .dta
    } else if bytes.starts(with: Self.sasMagic) {
      self = .sas7bdat
    } else if bytes.starts(with: Array("HEADER RECORD*******LIB".utf8)) {
      self = .xpt
    } else if Self.holdsPortableMark(bytes) {
      self = .por
    } else {
      return nil
    }
  }

  /// `SPSS`, `Stata` or `SAS`.
  public var program: String {
    switch self {
    case .sav, .por: "SPSS"
    case .dta: "Stata"
    case .sas7bdat, .xpt: "SAS"
    }
  }

  private static let sasMagic: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF, 0xBD, 0x92, 0x08, 0x00, 0x09, 0xC7, 0x31,
    0x8C, 0x18, 0x1F, 0x10, 0x11,
  ]

  /// Stata before version 13: the release (104 to 115), the byte order (1 or 2), the kind of file (1), and a zero.
  private static func beginsAsOldStata(_ bytes: [UInt8]) -> Bool {
    bytes.count > 4 && (104...115).contains(bytes[0]) && (1...2).contains(bytes[1]) && bytes[2] == 1 && bytes[3] == 0
  }

  /// A portable file has 200 bytes of greetings and 256 of its character set (in lines of 80), then `SPSSPORT`.
  private static func holdsPortableMark(_ bytes: [UInt8]) -> Bool {
    let mark = Array("SPSSPORT".utf8)
    guard bytes.count >= 464 else { return false }
    return (440...min(500, bytes.count - mark.count)).contains { bytes[$0...].starts(with: mark) }
  }
}
