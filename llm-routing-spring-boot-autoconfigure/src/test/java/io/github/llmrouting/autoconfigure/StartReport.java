package io.github.llmrouting.autoconfigure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads when the start fails.
 *
 * @param description what is wrong
 * @param action how to mend it
 * @param stackTrace of the exception, which a user sees at the debug level only
 */
record StartReport(String description, String action, String stackTrace) {

	/**
	 * Fails to start with the given configuration.
	 * @param yaml what stands below {@code llm.routing}
	 */
	static StartReport of(String yaml) {
		return of(runner(yaml));
	}

	/** Fails to start with the given runner. */
	static StartReport of(ApplicationContextRunner runner) {
		StartReport[] report = new StartReport[1];
		runner.run((context) -> {
			assertThat(context).hasFailed();
			report[0] = of(context.getStartupFailure());
		});
		return report[0];
	}

	private static StartReport of(Throwable failure) {
		StringWriter stackTrace = new StringWriter();
		failure.printStackTrace(new PrintWriter(stackTrace));
		FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.none(), FailureHandler.handleMessage((message, cause) -> {
			}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((found) -> found != null)
			.findFirst()
			.orElseThrow(() -> new AssertionError("A failure that nobody explains", failure));
		return new StartReport(String.valueOf(analysis.getDescription()), String.valueOf(analysis.getAction()),
				stackTrace.toString());
	}

	/** Requires that a mistake is told, and how to mend it. */
	StartReport tells(String path, String found, String mend) {
		assertThat(this.description.lines().map(String::strip)).contains(path + ": " + found);
		assertThat(this.action.lines().map(String::strip)).contains(path + ": " + mend);
		return this;
	}

	/** Requires that these are the paths of all mistakes, in any order. */
	StartReport tellsNothingButOf(String... paths) {
		assertThat(this.description.lines().filter((line) -> line.startsWith("    ")))
			.extracting((line) -> line.strip().split(": ")[0])
			.containsExactlyInAnyOrder(paths);
		return this;
	}

	/** Requires that a secret is nowhere to be read. */
	StartReport hides(String secret) {
		assertThat(this.description + this.action + this.stackTrace).doesNotContain(secret);
		return this;
	}

	/**
	 * Returns a runner with the given configuration.
	 * @param yaml what stands below {@code llm.routing}
	 */
	static ApplicationContextRunner runner(String yaml) {
		return new ApplicationContextRunner()
			.withInitializer((context) -> addYaml(context.getEnvironment(), "llm.routing:\n" + yaml.indent(2)))
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class));
	}

	/**
	 * Starts with the given configuration and returns what is made of it.
	 * @param yaml what stands below {@code llm.routing}
	 */
	static RoutingSetup setup(String yaml) {
		RoutingSetup[] setup = new RoutingSetup[1];
		runner(yaml).run((context) -> {
			assertThat(context).hasNotFailed();
			setup[0] = context.getBean(RoutingSetup.class);
		});
		return setup[0];
	}

	private static void addYaml(ConfigurableEnvironment environment, String yaml) {
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		try {
			new YamlPropertySourceLoader().load("application.yml", new NamedResource(yaml))
				.forEach(environment.getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A text that says in an origin that it comes from a file. */
	private static final class NamedResource extends ByteArrayResource {

		private NamedResource(String text) {
			super(text.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String getDescription() {
			return "application.yml";
		}

	}

}
