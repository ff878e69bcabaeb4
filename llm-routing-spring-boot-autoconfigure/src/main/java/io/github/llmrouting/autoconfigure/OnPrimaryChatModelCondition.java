package io.github.llmrouting.autoconfigure;

import java.util.Arrays;
import java.util.Optional;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code llm.routing.chat-model.primary} is false,
 * {@code spring.ai.model.chat} names another chat model, or the application has a primary
 * one.
 */
final class OnPrimaryChatModelCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String OURS = "llm-routing";

	private static final String PRIMARY = "llm.routing.chat-model.primary";

	private static final String SELECTED = "spring.ai.model.chat";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Primary chat model");
		Environment environment = context.getEnvironment();
		if (!environment.getProperty(PRIMARY, Boolean.class, true)) {
			return ConditionOutcome.noMatch(message.because(PRIMARY + " is false"));
		}
		String selected = environment.getProperty(SELECTED, OURS);
		if (!selected.equals(OURS)) {
			return ConditionOutcome.noMatch(message.because(SELECTED + " is " + selected));
		}
		return primaryBean(context)
			.map((name) -> ConditionOutcome.noMatch(message.because("the bean '" + name + "' is primary")))
			.orElseGet(() -> ConditionOutcome.match(message.because("nothing else is meant")));
	}

	private static Optional<String> primaryBean(ConditionContext context) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		if (beans == null) {
			return Optional.empty();
		}
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ChatModel.class, true, false))
			.filter((name) -> beans.containsBeanDefinition(name) && beans.getBeanDefinition(name).isPrimary())
			.findFirst();
	}

}
