import PageServer

/// The files of the pages, which the program carries in itself.
enum Assets {
  /// What both pages need.
  static let shared = [
    route("stage.js", script, PackageResources.stage_js),
    route("viewer.js", script, PackageResources.viewer_js),
    route("tiles.js", script, PackageResources.tiles_js),
    route("colors.js", script, PackageResources.colors_js),
    route("spectrum.js", script, PackageResources.spectrum_js),
    route("link.js", script, PackageResources.link_js),
    route("scalebar.js", script, PackageResources.scalebar_js),
    route("page.css", "text/css; charset=utf-8", PackageResources.page_css),
    route("icon.svg", "image/svg+xml", PackageResources.icon_svg),
  ]

  /// The page of a ``PickSession``.
  static let pick =
    shared + [
      route("pick.html", html, PackageResources.pick_html),
      route("pick.js", script, PackageResources.pick_js),
      route("regions.js", script, PackageResources.regions_js),
      route("spots.js", script, PackageResources.spots_js),
      route("mask.js", script, PackageResources.mask_js),
      route("window.js", script, PackageResources.window_js),
    ]

  /// The page of a ``ViewSession``.
  static let view =
    shared + [
      route("view.html", html, PackageResources.view_html),
      route("view.css", "text/css; charset=utf-8", PackageResources.view_css),
      route("view.js", script, PackageResources.view_js),
      route("download.js", script, PackageResources.download_js),
      route("results.js", script, PackageResources.results_js),
      route("plain.js", script, PackageResources.plain_js),
      route("linked.js", script, PackageResources.linked_js),
      route("look.js", script, PackageResources.look_js),
      route("patch.js", script, PackageResources.patch_js),
      route("planes.js", script, PackageResources.planes_js),
      route("statuses.js", script, PackageResources.statuses_js),
      route("histogram.js", script, PackageResources.histogram_js),
      route("profile.js", script, PackageResources.profile_js),
      route("profileplot.js", script, PackageResources.profileplot_js),
      route("plot.js", script, PackageResources.plot_js),
    ]

  static let html = "text/html; charset=utf-8"
  static let script = "text/javascript; charset=utf-8"

  static func route(_ name: String, _ type: String, _ bytes: [UInt8]) -> Route {
    Route(.get, name) { _ in PageResponse(contentType: type, body: bytes) }
  }
}
