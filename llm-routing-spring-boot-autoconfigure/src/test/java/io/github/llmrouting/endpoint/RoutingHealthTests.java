package io.github.llmrouting.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.llmrouting.endpoint.ProviderHealth.CredentialStanding;
import io.github.llmrouting.health.RunningAttempt;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension;
import org.springframework.boot.health.actuate.endpoint.ReactiveHealthEndpointWebExtension;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingHealthTests {

	private static final AutoConfigurations HEALTH = AutoConfigurations.of(EndpointAutoConfiguration.class,
			JacksonEndpointAutoConfiguration.class, HealthContributorAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class);

	private final TestRoutes routes = new TestRoutes();

	private final ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(HEALTH)
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoint.health.show-details=always")
		.withBean("llmRoutingHealthContributor", ReactiveHealthContributor.class, this::contributor);

	private ReactiveHealthContributor contributor() {
		return RoutingHealth.of(this.routes.providers(), this.routes.health(), this.routes.table());
	}

	@Test
	void beforeAnyAttemptProvidersAreUnknownAndTheApplicationIsUp() {
		withHealth((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting").getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(component(health, "llmRouting", "routes").getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void providerThatAnsweredIsUp() {
		this.routes.succeed(TestRoutes.OPENAI);

		withHealth((health) -> {
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting", "local").getStatus()).isEqualTo(Status.UNKNOWN);
		});
	}

	@Test
	void providerWithAnOpenBreakerIsDegradedAndTheApplicationIsUp() {
		this.routes.breakDown(TestRoutes.OPENAI);

		withHealth((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting").getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
		});
	}

	@Test
	void providerThatAskedForRestIsDegradedUntilItIsOver() {
		this.routes.benchFor(TestRoutes.SECOND_KEY, Duration.ofSeconds(30));

		withHealth((health) -> assertThat(component(health, "llmRouting", "openai").getStatus())
			.isEqualTo(RoutingHealth.DEGRADED));

		this.routes.pass(Duration.ofSeconds(30));
		withHealth((health) -> assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(Status.UP));
	}

	@Test
	void applicationStaysUpWhenEveryProviderIsDegradedButARouteCanAnswer() {
		this.routes.breakDown(TestRoutes.OPENAI);
		this.routes.benchFor(TestRoutes.LOCAL, Duration.ofSeconds(30));

		withHealth((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
			assertThat(component(health, "llmRouting", "local").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
		});
	}

	@Test
	void applicationIsNotDownBecauseProvidersAskForAPause() {
		this.routes.benchFor(TestRoutes.OPENAI, Duration.ofSeconds(30));
		this.routes.benchFor(TestRoutes.SECOND_KEY, Duration.ofSeconds(30));
		this.routes.benchFor(TestRoutes.LOCAL, Duration.ofSeconds(30));

		withHealth((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
		});
	}

	@Test
	void applicationIsDownOnlyWhenNoRouteCanAnswer() {
		this.routes.breakDown(TestRoutes.OPENAI);
		this.routes.breakDown(TestRoutes.SECOND_KEY);
		this.routes.breakDown(TestRoutes.LOCAL);

		withHealth((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(component(health, "llmRouting", "routes").getStatus()).isEqualTo(Status.DOWN);
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
		});
	}

	@Test
	void componentsAreTheEnabledProvidersAndTheRoutes() {
		withHealth((health) -> assertThat(
				Objects.requireNonNull(((CompositeHealthDescriptor) component(health, "llmRouting")).getComponents()))
			.containsOnlyKeys("openai", "local", "routes"));
	}

	@Test
	void detailsSayWhyWithoutAWordOfTheProvider() {
		this.routes.breakDown(TestRoutes.OPENAI);
		this.routes.benchFor(TestRoutes.SECOND_KEY, Duration.ofSeconds(30));
		RunningAttempt running = this.routes.begin(TestRoutes.LOCAL);

		this.application.run((context) -> {
			String json = context.getBean(EndpointJsonMapper.class)
				.get()
				.writeValueAsString(context.getBean(HealthEndpoint.class).health());
			assertThat(json).contains(
					"\"openai/gpt-5.4-mini\":{\"breaker\":\"open\",\"cooldownMs\":10000,\"inFlight\":0,\"lastFailure\":\"server_error\"}")
				.contains("\"openai/gpt-5.4-mini#2\":{\"breaker\":\"closed\",\"cooldownMs\":30000,"
						+ "\"cooldownScope\":\"deployment\",\"cooldownReason\":\"rate_limited\",\"inFlight\":0,"
						+ "\"lastFailure\":\"rate_limited\"}")
				.contains("\"local/llama3.2\":{\"breaker\":\"closed\",\"inFlight\":1}")
				.contains("\"default\":{\"answerable\":true,\"out\":{"
						+ "\"openai/gpt-5.4-mini\":\"its circuit breaker is open, its last attempt was server_error\","
						+ "\"openai/gpt-5.4-mini#2\":\"it is left alone for 30 s, its last attempt was rate_limited\"}}")
				.contains("\"cheap\":{\"answerable\":true,\"out\":{}}")
				.doesNotContain("canary");
		});
		running.cancelled();
	}

	@Test
	void providerWhoseKeyIsRefusedIsDegradedAndSaysWhichKeyAndWhy() {
		this.routes.refuse(TestRoutes.SECOND_KEY);

		withHealth((health) -> {
			assertThat(component(health, "llmRouting", "openai").getStatus()).isEqualTo(RoutingHealth.DEGRADED);
			assertThat(((IndicatedHealthDescriptor) component(health, "llmRouting", "openai")).getDetails())
				.extractingByKey("restingCredentials")
				.isEqualTo(Map.of(2, new CredentialStanding(60_000, "unauthorized")));
			assertThat(component(health, "llmRouting", "local").getStatus()).isEqualTo(Status.UNKNOWN);
		});
	}

	@Test
	void reactiveApplicationAnswersWithOkWhileAProviderIsDegraded() {
		this.routes.breakDown(TestRoutes.OPENAI);

		new ReactiveWebApplicationContextRunner().withConfiguration(HEALTH)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean("llmRoutingHealthContributor", ReactiveHealthContributor.class, this::contributor)
			.run((context) -> {
				WebEndpointResponse<?> response = context.getBean(ReactiveHealthEndpointWebExtension.class)
					.health(ApiVersion.V3, null, SecurityContext.NONE, true, "llmRouting")
					.block();
				assertThat(Objects.requireNonNull(response).getStatus()).isEqualTo(200);
				assertThat(
						component((HealthDescriptor) Objects.requireNonNull(response.getBody()), "openai").getStatus())
					.isEqualTo(RoutingHealth.DEGRADED);
			});
	}

	@Test
	void servletApplicationAnswersWithOkWhileAProviderIsDegraded() {
		this.routes.breakDown(TestRoutes.OPENAI);

		new WebApplicationContextRunner().withConfiguration(HEALTH)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean("llmRoutingHealthContributor", ReactiveHealthContributor.class, this::contributor)
			.run((context) -> {
				HealthEndpointWebExtension health = context.getBean(HealthEndpointWebExtension.class);
				WebEndpointResponse<?> all = health.health(ApiVersion.V3, null, SecurityContext.NONE, true);
				WebEndpointResponse<?> openai = health.health(ApiVersion.V3, null, SecurityContext.NONE, true,
						"llmRouting", "openai");
				assertThat(all.getStatus()).isEqualTo(200);
				assertThat(openai.getStatus()).isEqualTo(200);
				assertThat(((HealthDescriptor) Objects.requireNonNull(openai.getBody())).getStatus())
					.isEqualTo(RoutingHealth.DEGRADED);
			});
	}

	private void withHealth(Consumer<HealthDescriptor> check) {
		this.application.run((context) -> check.accept(context.getBean(HealthEndpoint.class).health()));
	}

	private static HealthDescriptor component(HealthDescriptor health, String... path) {
		HealthDescriptor component = health;
		for (String name : path) {
			Map<String, HealthDescriptor> components = ((CompositeHealthDescriptor) component).getComponents();
			component = Objects.requireNonNull(Objects.requireNonNull(components).get(name));
		}
		return component;
	}

}
