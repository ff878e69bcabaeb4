package io.github.llmrouting.sample.simulator;

import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What is wrong with a simulated provider. */
@EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
enum Fault {

	/** Nothing: it answers. */
	NONE,

	/** It closes each connection without an answer. */
	DOWN,

	/** It answers with an HTTP status of an error. */
	STATUS,

	/** It begins to answer late. */
	SLOW,

	/** It takes requests, and never answers. */
	STALL,

	/** It closes the connection in the middle of an answer. */
	CUT

}
