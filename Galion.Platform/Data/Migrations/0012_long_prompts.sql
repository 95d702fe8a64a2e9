-- Speech is read from long texts; how long a prompt each model takes is said in the price list. What is there already is shorter.

ALTER TABLE generations
  DROP CONSTRAINT generations_prompt_check,
  ADD CONSTRAINT generations_prompt_check CHECK (length(prompt) BETWEEN 1 AND 100000) NOT VALID;
