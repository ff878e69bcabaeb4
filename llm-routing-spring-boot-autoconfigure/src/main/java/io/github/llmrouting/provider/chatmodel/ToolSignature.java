package io.github.llmrouting.provider.chatmodel;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

/**
 * A tool that a model can ask for and cannot run: running tools is for the caller.
 *
 * @param tool the caller's
 */
record ToolSignature(ToolCallback tool) implements ToolCallback {

	@Override
	public ToolDefinition getToolDefinition() {
		return this.tool.getToolDefinition();
	}

	@Override
	public ToolMetadata getToolMetadata() {
		return this.tool.getToolMetadata();
	}

	@Override
	public String call(String toolInput) {
		throw new IllegalStateException("A chat model behind the router ran a tool (expected: the caller runs it)");
	}

}
