// Galion Studio's own elements. Every page works without them.
import "./elements/create-form";
import "./elements/generation-progress";
import "./elements/library-item";
import "./elements/mask-painter";
