package io.github.llmrouting.autoconfigure;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when a provider names a project, and so is at Vertex AI. */
final class OnVertexAiCondition extends SpringBootCondition {

	private static final Bindable<Map<String, Object>> PROVIDERS = Bindable.mapOf(String.class, Object.class);

	private static final BindHandler MISTAKES_ARE_TOLD_ELSEWHERE = new IgnoreErrorsBindHandler();

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean found = Binder.get(context.getEnvironment())
			.bind("llm.routing.providers", PROVIDERS, MISTAKES_ARE_TOLD_ELSEWHERE)
			.map(OnVertexAiCondition::anyProject)
			.orElse(false);
		ConditionMessage.Builder message = ConditionMessage.forCondition("Vertex AI");
		return found ? ConditionOutcome.match(message.foundExactly("a provider with a project"))
				: ConditionOutcome.noMatch(message.didNotFind("a provider with a project").atAll());
	}

	private static boolean anyProject(Map<String, Object> providers) {
		return providers.values()
			.stream()
			.anyMatch((provider) -> provider instanceof Map<?, ?> keys && keys.containsKey("project"));
	}

}
