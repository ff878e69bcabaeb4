package io.github.llmrouting.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String PROVIDERS = """
			providers:
			  openai: {api-key: sk-canary-1}
			  anthropic: {api-keys: [sk-canary-2, {value: sk-canary-3, weight: 2}]}
			""";

	@Test
	void keyIsInNoTextOfAnyBean(CapturedOutput output) {
		StartReport.runner(PROVIDERS).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(textsOf(context.getSourceApplicationContext())).hasSizeGreaterThan(10)
				.noneMatch((text) -> text.contains("canary"));
		});

		assertThat(output).doesNotContain("canary");
	}

	@Test
	void keyIsInTheCredentialsAlone() {
		RoutingSetup setup = StartReport.setup(PROVIDERS);

		assertThat(setup.toString()).contains("openai", "******").doesNotContain("canary");
		assertThat(setup.table().deployments()).map((deployment) -> String.valueOf(deployment.credential()))
			.containsOnly("******");
		assertThat(setup.providers().get(1).keys().get(1).credential().value()).isEqualTo("sk-canary-3");
	}

	private static List<String> textsOf(ConfigurableApplicationContext context) {
		List<String> texts = new ArrayList<>();
		for (String name : context.getBeanDefinitionNames()) {
			BeanDefinition definition = context.getBeanFactory().getBeanDefinition(name);
			texts.add(definition.toString());
			texts.add(String.valueOf(context.getBean(name)));
		}
		return texts;
	}

}
