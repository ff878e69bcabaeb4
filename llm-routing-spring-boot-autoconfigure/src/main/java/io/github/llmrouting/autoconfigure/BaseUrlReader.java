package io.github.llmrouting.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the base URL of a provider. What is wrong with one is told, the URL
 * itself is not: it may hold a password.
 */
final class BaseUrlReader {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private static final int HIGHEST_PORT = 65535;

	private final String path;

	private final Problems problems;

	BaseUrlReader(String path, Problems problems) {
		this.path = path;
		this.problems = problems;
	}

	/**
	 * Returns the URL without a slash at the end.
	 * @param vendors what stands for an absent one
	 * @return empty if there is a mistake
	 */
	Optional<URI> read(@Nullable String typed, String vendors) {
		if (typed == null) {
			return Optional.of(URI.create(vendors));
		}
		Optional<URI> url = parse(typed);
		Optional<String> flaw = flaw(typed, url);
		flaw.ifPresent((text) -> this.problems.add(this.path, text,
				"expected http:// or https://, a host, and neither a user nor a query, such as " + vendors));
		return flaw.isPresent() ? Optional.empty() : url;
	}

	private static Optional<URI> parse(String typed) {
		try {
			return Optional.of(new URI(typed.strip().replaceFirst("(?<!/)/+$", "")));
		}
		catch (URISyntaxException ex) {
			return Optional.empty();
		}
	}

	private static Optional<String> flaw(String typed, Optional<URI> url) {
		if (typed.isBlank()) {
			return Optional.of("is blank");
		}
		if (typed.contains("${")) {
			return Optional.of("holds a placeholder ${...} whose property does not exist");
		}
		return url.map(BaseUrlReader::flaw).orElse(Optional.of("is no URL"));
	}

	private static Optional<String> flaw(URI url) {
		if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
			return Optional.of("does not start with http:// or https://");
		}
		if (url.getRawUserInfo() != null) {
			return Optional.of("holds a user name or a password");
		}
		if (url.getHost() == null) {
			return Optional.of("has no host, or one with letters that no host has, such as underscores");
		}
		if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
			return Optional.of("has a port that does not exist");
		}
		return (url.getRawQuery() != null || url.getRawFragment() != null) ? Optional.of("has a query or a fragment")
				: Optional.empty();
	}

}
