package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the blocks of an Anthropic message as events, one after the other. What starts
 * the first block of text or thinking precedes the content; else what stops and starts
 * blocks goes with the token that follows.
 */
final class AnthropicBlockEvents {

	private final List<String> tokens = new ArrayList<>();

	private final StringBuilder pending = new StringBuilder();

	private String opening = "";

	private int blocks;

	void addThinking(String thinking) {
		if (thinking.isEmpty()) {
			return;
		}
		start(AnthropicAnswers.thinkingBlock("", ""));
		for (String token : SimulatedReply.tokens(thinking)) {
			addToken(delta(AnthropicAnswers.typed("thinking_delta").put("thinking", token)));
		}
		String signature = AnthropicSignature.of(thinking);
		this.pending.append(delta(AnthropicAnswers.typed("signature_delta").put("signature", signature)));
	}

	void addRedactedThinking(String data) {
		if (!data.isEmpty()) {
			start(AnthropicAnswers.redactedBlock(data));
		}
	}

	void addText(String text) {
		if (text.isEmpty()) {
			return;
		}
		start(AnthropicAnswers.textBlock(""));
		for (String token : SimulatedReply.tokens(text)) {
			addToken(delta(AnthropicAnswers.typed("text_delta").put("text", token)));
		}
	}

	void addToolCall(SimulatedToolCall call) {
		stop();
		this.blocks++;
		addToken(started(AnthropicAnswers.toolBlock(call, JsonMapper.shared().createObjectNode())));
		for (String part : call.parts()) {
			addToken(delta(AnthropicAnswers.typed("input_json_delta").put("partial_json", part)));
		}
	}

	private void start(ObjectNode block) {
		stop();
		boolean first = this.blocks == 0;
		this.blocks++;
		if (first) {
			this.opening = started(block);
		}
		else {
			this.pending.append(started(block));
		}
	}

	private void stop() {
		if (this.blocks > 0) {
			ObjectNode stop = AnthropicAnswers.typed("content_block_stop").put("index", this.blocks - 1);
			this.pending.append(AnthropicAnswers.event(stop));
		}
	}

	private String started(ObjectNode block) {
		ObjectNode start = AnthropicAnswers.typed("content_block_start").put("index", this.blocks - 1);
		start.set("content_block", block);
		return AnthropicAnswers.event(start);
	}

	private String delta(ObjectNode delta) {
		ObjectNode event = AnthropicAnswers.typed("content_block_delta").put("index", this.blocks - 1);
		event.set("delta", delta);
		return AnthropicAnswers.event(event);
	}

	private void addToken(String event) {
		this.tokens.add(this.pending + event);
		this.pending.setLength(0);
	}

	/** Returns what starts the first block, empty if that is a token itself. */
	String opening() {
		return this.opening;
	}

	List<String> tokens() {
		return this.tokens;
	}

	/** Returns what stops the last block; nothing may be added then. */
	String closing() {
		stop();
		return this.pending.toString();
	}

}
