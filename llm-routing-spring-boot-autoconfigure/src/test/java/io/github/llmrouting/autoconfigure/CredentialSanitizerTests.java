package io.github.llmrouting.autoconfigure;

import java.util.List;

import io.github.llmrouting.deployment.Credential;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialSanitizerTests {

	private final CredentialSanitizer sanitizer = new CredentialSanitizer(List.of(Credential.of("sk-canary")));

	@Test
	void valueThatHoldsAKeyIsHidden() {
		assertThat(sanitized("Bearer sk-canary")).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void otherValuesAreShown() {
		assertThat(sanitized("sk-other")).isEqualTo("sk-other");
		assertThat(sanitized(null)).isNull();
	}

	private Object sanitized(Object value) {
		return this.sanitizer.apply(new SanitizableData(null, "any.key", value)).getValue();
	}

	@Test
	void endpointsThatShowEveryValueShowNoKey() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, LlmRoutingAutoConfiguration.class,
							RoutingObservationAutoConfiguration.class, RoutingEndpointAutoConfiguration.class,
							EndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
							ConfigurationPropertiesReportEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoint.env.show-values=always",
					"management.endpoint.configprops.show-values=always", "management.endpoints.web.exposure.include=*",
					"management.endpoints.jmx.exposure.include=*", "some.variable=sk-canary",
					"llm.routing.providers.openai.api-key=${some.variable}")
			.run((context) -> {
				EnvironmentEndpoint environment = context.getBean(EnvironmentEndpoint.class);
				assertThat(environment.environmentEntry("some.variable").getProperty().getValue())
					.isEqualTo(SanitizableData.SANITIZED_VALUE);
				assertThat(
						environment.environmentEntry("llm.routing.providers.openai.api-key").getProperty().getValue())
					.isEqualTo(SanitizableData.SANITIZED_VALUE);
				assertThat(context.getBean(ConfigurationPropertiesReportEndpoint.class)
					.configurationPropertiesWithPrefix("llm.routing")
					.getContexts()
					.values()
					.iterator()
					.next()
					.getBeans()
					.values()).isNotEmpty().allSatisfy((bean) -> {
						assertThat(bean.getProperties().toString()).doesNotContain("sk-canary");
						assertThat(bean.getInputs().toString()).doesNotContain("sk-canary");
					});
			});
	}

}
