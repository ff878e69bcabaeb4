package io.github.llmrouting.architecture.two;

import io.github.llmrouting.architecture.one.HelperOfMistakes;

/** Closes a cycle of packages. */
public final class Neighbour {

	HelperOfMistakes mistakes;

}
