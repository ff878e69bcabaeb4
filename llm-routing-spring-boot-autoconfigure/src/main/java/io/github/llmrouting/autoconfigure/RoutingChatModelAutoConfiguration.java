package io.github.llmrouting.autoconfigure;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.springai.RoutingChatModel;
import io.github.llmrouting.springai.RoutingHintsAdvisor;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Auto-configuration of the router as a Spring AI chat model. It is the primary one
 * unless the application says otherwise; then it is still there, but only by name or
 * qualifier, so that it does not stand in the way of the one that is meant.
 */
@AutoConfiguration(after = LlmRoutingAutoConfiguration.class,
		beforeName = "org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration")
@ConditionalOnBean(ChatRouter.class)
public final class RoutingChatModelAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnPrimaryChatModelCondition.class)
	static class PrimaryConfiguration {

		@Bean
		@Primary
		@ConditionalOnMissingBean
		RoutingChatModel routingChatModel(ChatRouter router) {
			return new RoutingChatModel(router);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnSecondaryChatModelCondition.class)
	static class SecondaryConfiguration {

		@Bean(defaultCandidate = false)
		@ConditionalOnMissingBean
		RoutingChatModel routingChatModel(ChatRouter router) {
			return new RoutingChatModel(router);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ChatClient.class)
	static class ChatClientConfiguration {

		@Bean
		ChatClientBuilderCustomizer llmRoutingHintsCustomizer() {
			return (builder) -> builder.defaultAdvisors(new RoutingHintsAdvisor());
		}

	}

	static final class OnSecondaryChatModelCondition extends NoneNestedConditions {

		OnSecondaryChatModelCondition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@Conditional(OnPrimaryChatModelCondition.class)
		static final class OnPrimary {

		}

	}

}
