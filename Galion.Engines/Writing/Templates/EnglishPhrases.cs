namespace Galion.Engines.Writing.Templates;

/// <summary>What English texts say around what they were given. Nothing here states a fact.</summary>
internal static class EnglishPhrases
{
    public static PhraseBook Book { get; } = new("""
        email.subject
          *: {Subject}
          playful: {Subject} (worth a look)
          enthusiastic: {Subject}!
        email.greeting
          *: Hello {recipient},
          formal: Dear {recipient},
          friendly: Hi {recipient},
          enthusiastic: Hi {recipient}! | Hello {recipient}!
          playful: Hi {recipient}, | Hey {recipient},
        email.greeting_all
          *: Hello,
          formal: Dear Sir or Madam,
          friendly: Hi,
          enthusiastic: Hello!
          playful: Hi there,
        email.open
          neutral: I am writing about {topic}. | This message is about {topic}. | Here is what there is to know about {topic}.
          formal: I am writing with regard to {topic}. | I am contacting you regarding {topic}.
          friendly: Just a quick note about {topic}. | I wanted to drop you a line about {topic}. | Here's the latest on {topic}.
          enthusiastic: I'm delighted to write to you about {topic}! | I've been looking forward to telling you about {topic}!
          playful: You may have guessed: this is about {topic}. | One subject, no small print: {topic}. | Three guesses what this is about. Right: {topic}.
        email.details
          neutral: Here are the details: | The main points:
          formal: The details are as follows: | Please find the particulars below:
          friendly: Here's what you need to know: | Here's the short version:
          enthusiastic: Here's everything so far: | Here come the details:
          playful: The essentials, without the drumroll: | Straight to the point:
        email.close
          neutral: Please let me know if you have any questions. | If anything is unclear, please write back.
          formal: Should you require any further information, please do not hesitate to contact me. | I remain at your disposal for any questions.
          friendly: Let me know what you think. | Shout if anything is unclear.
          enthusiastic: I can't wait to hear what you think! | I'd love to hear from you!
          playful: Questions, doubts, brilliant ideas? Just hit reply. | Write back before the coffee gets cold. | A reply of any length is welcome, limericks included.
        email.signoff
          *: Kind regards,
          formal: Yours sincerely,
          friendly: All the best, | Best wishes,
          enthusiastic: With warm wishes, | Warmly,
          playful: Cheers, | Until the next e-mail,
        email.sender
          *: [Your name]
        email.gap
          *: [What should the reader know or do? Add it here.]
        intent.ask_to
          neutral: Could you please {object}?
          formal: I would be grateful if you could {object}.
          friendly: Could you {object}? That would help a lot.
          enthusiastic: It would be wonderful if you could {object}!
          playful: Any chance you could {object}?
        intent.ask_for
          neutral: I would like to ask for {object}.
          formal: I would like to request {object}.
          friendly: Could I ask you for {object}?
          enthusiastic: I'd be so glad to get {object}!
          playful: My one request: {object}.
        intent.ask_if
          neutral: Could you let me know {object}?
          formal: I would appreciate it if you could tell me {object}.
          friendly: Can you tell me {object}?
          enthusiastic: I'm curious to hear {object}!
          playful: The big question is {object}.
        intent.ask_about
          neutral: I would like to ask about {object}.
          formal: I would like to enquire about {object}.
          friendly: I wanted to ask you about {object}.
          enthusiastic: I'd love to hear more about {object}!
          playful: Tell me everything about {object}.
        intent.thank
          neutral: Thank you for {object}.
          formal: Please accept my thanks for {object}.
          friendly: Thanks so much for {object}.
          enthusiastic: A huge thank-you for {object}!
          playful: Consider this a standing ovation for {object}.
        intent.invite
          neutral: I would like to invite you to {object}.
          formal: It is my pleasure to invite you to {object}.
          friendly: I'd love you to come to {object}.
          enthusiastic: You're invited to {object}!
          playful: Keep a seat free in your diary: you're invited to {object}.
        intent.apologise
          neutral: I am sorry for {object}.
          formal: Please accept my apologies for {object}.
          friendly: I'm really sorry for {object}.
          enthusiastic: I'm truly sorry for {object}.
          playful: First things first: I'm sorry for {object}.
        intent.remind_to
          neutral: This is a reminder to {object}.
          formal: I would like to remind you to {object}.
          friendly: Just a little reminder to {object}.
          enthusiastic: Don't forget to {object}!
          playful: A knot in your handkerchief: please {object}.
        intent.remind_about
          neutral: This is a reminder about {object}.
          formal: I would like to remind you of {object}.
          friendly: Just a little reminder about {object}.
          enthusiastic: Don't forget {object}!
          playful: A knot in your handkerchief: {object}.
        article.title
          *: {TitleTopic} | {TitleTopic}: The Main Points
          friendly: A Closer Look at {TitleTopic} | {TitleTopic}, Step by Step
          enthusiastic: Why Talk About {TitleTopic}? | All About {TitleTopic}
          playful: {TitleTopic}, Without the Yawning | So, {TitleTopic}
        article.lead
          neutral: This article brings together the main points about {topic}{audience}. | Below are the main points about {topic}{audience}, one after the other.
          formal: The present article sets out the principal points concerning {topic}{audience}. | The purpose of this article is to present the principal points concerning {topic}{audience}.
          friendly: Let's take a calm look at {topic}{audience}, one point at a time. | Here's a short tour of {topic}{audience}. | If you have a minute, let's talk about {topic}{audience}.
          enthusiastic: There's plenty to say about {topic}{audience}, so let's dive in! | Few things are as much fun to write about as {topic}{audience}. Here we go!
          playful: Make yourself comfortable: today's subject is {topic}{audience}. | Put the kettle on; we're going to talk about {topic}{audience}. | No footnotes, no exam at the end, just {topic}{audience}. | Spoiler: this is about {topic}{audience}.
        article.next
          neutral: There is more to add. | There is also this.
          formal: Several further points merit attention. | The following points should also be considered.
          friendly: And that's not all. | There's a bit more.
          enthusiastic: And it gets better! | There's even more!
          playful: Still awake? Good. | Next course, please.
        article.close
          neutral: So much for {topic}. | These are the points to keep in mind about {topic}.
          formal: The points above summarise the material available on {topic}. | This concludes the overview of the material on {topic}.
          friendly: That's the picture so far. What would you add? | And that's {topic} in a nutshell.
          enthusiastic: So much for {topic}, and surely not the last word on it! | That's {topic} for now. Pass it on!
          playful: And that, dear reader, was {topic}. | The end. You may now impress your friends with {topic}. | Class dismissed. If there is a test, the answer is {figure}.
        article.questions
          *: [What is it about? State the one thing the reader should remember.]\n\n[Who or what is involved, where and since when?]\n\n[Why does it matter, and to whom?]\n\n[What happens next?]
        story.title
          *: {TitleTopic} | The Story of {TitleTopic}
          playful: {TitleTopic}, More or Less | The True Tale of {TitleTopic}
        story.open
          neutral: This is a story about {topic}. | Every story begins somewhere; this one begins with {topic}. | What follows was noted down about {topic}.
          formal: What follows is an account of {topic}. | The tale of {topic} deserves to be told in order. | The following has been recorded concerning {topic}.
          friendly: Let me tell you about {topic}. | Come a little closer; this one is about {topic}. | Sit down for a minute, and I'll tell you about {topic}.
          enthusiastic: What a story: {topic}! | You have to hear this one, the story of {topic}! | At last I get to tell you about {topic}!
          playful: Once upon a time, or thereabouts, there was the matter of {topic}. | Some stories begin with a storm. This one begins with {topic}. | There is no dragon in this story. There is something else: {figure}. And {topic}. | The narrator coughs, shuffles his notes and begins: {topic}. | Everything I know about {topic} came to me on a slip of paper. Here it is.
        story.first
          *: It began like this. | This is how it began.
          playful: It started the way these things start. | Lights down, curtain up.
        story.link
          *: Then, | After that, | A little later, | Next,
          formal: Thereupon, | In due course, | Subsequently,
          playful: And then, | As luck would have it, | One page further on,
        story.last
          *: In the end, | At last,
          formal: Finally,
          playful: And to top it all, | And last, but not least,
        story.close
          neutral: That was the end of it, or perhaps the beginning of another story. | And there the story rests. | That is all that the notes tell.
          formal: Thus the account comes to its close. | Here the account ends. | Nothing further has been recorded.
          friendly: And that's as far as I know it. | What comes next, you tell me. | And that's the whole story, for now.
          enthusiastic: And that's the story. Pass it on! | {figure}, just think of that! | Now it's your turn to tell it!
          playful: The rest is silence, and possibly cake. | If you remember only one thing, make it this: {figure}. | Should any of it be untrue, blame the notes. | No dragons were harmed in the telling of this story. | The narrator bows and looks for his hat.
        story.gap
          *: [Who is it about, and what do they want?]\n\n[What stands in their way?]\n\n[What happens, and how does it end?]
        marketing.headline
          neutral: {TitleTopic} | Introducing {TitleTopic}
          formal: {TitleTopic} | Presenting {TitleTopic}
          friendly: Say Hello to {TitleTopic} | Meet {TitleTopic}
          enthusiastic: {TitleTopic} Is Here! | Get Ready for {TitleTopic}!
          playful: Psst! {TitleTopic} | You Had Us at {TitleTopic} | {TitleTopic}. There, We Said It
        marketing.lead
          neutral: Here is what {topic} offers{audience}. | A short look at {topic}{audience}.
          formal: We are pleased to present {topic}{audience}. | Allow us to introduce {topic}{audience}.
          friendly: We'd like you to meet {topic}{audience}. | We've got something to show you{audience}: {topic}. | Here's what we'd tell a friend about {topic}{audience}.
          enthusiastic: We couldn't wait to show you {topic}{audience}! | The wait is over: here comes {topic}{audience}! | Let us show you {topic}{audience}!
          playful: Some things need no fanfare. Take {topic}{audience}. | No fanfare, no fireworks, just {topic}{audience}. | Drum roll, please. Actually, skip it: {topic}{audience}. | You didn't ask, we answer anyway: {topic}{audience}.
        marketing.points
          neutral: At a glance: | What to know:
          formal: The main features: | In summary:
          friendly: Here's what you get: | The good bits:
          enthusiastic: Just look at this: | Have a look:
          playful: The evidence: | Reasons, in no particular order: | Exhibit A and onwards:
        marketing.call
          neutral: Find out more today. | Take a closer look.
          formal: We would be pleased to answer your questions. | Please contact us for further information.
          friendly: Come and have a look. | Drop by and see for yourself.
          enthusiastic: Don't miss it! | Come and see it for yourself!
          playful: Go on, have a peek. | Your move. | Curious? That was the plan.
        marketing.gap
          *: - [What is it, in one line?]\n- [What does it do for the customer?]\n- [Price, place, date?]
        social.hook
          neutral: {Topic}: the short version. | A few words about {topic}.
          formal: We would like to share some information about {topic}. | An update on {topic}.
          friendly: Let's talk about {topic}. | A little something about {topic} 👋 | Quick hello, quick news: {topic} 👋
          enthusiastic: Big news about {topic}! 🎉 | We're so happy to talk about {topic}! ✨ | Here it comes: {topic}! 🙌
          playful: Today's episode: {topic} 🎬 | Stop scrolling. Here comes {topic} 😄 | Breaking, sort of: {topic} 📣 | Nobody asked, so here it is: {topic} 🙃
        social.call
          neutral: What do you think? | Share your view below.
          formal: We welcome your comments. | Your questions are welcome.
          friendly: What do you say? 💬 | Tell us below!
          enthusiastic: Tell us what you think! 💬 | Tag someone who should know!
          playful: Discuss. Politely. | Your turn 👇 | Comments open, jokes welcome 👇
        social.gap
          *: [The one thing people should know.]
        product.lead
          neutral: Here are the facts about {topic}{audience}. | This text describes {topic}{audience}.
          formal: We are pleased to present {topic}{audience}. | The following describes {topic}{audience}.
          friendly: Meet {topic}{audience}. | Here's {topic}{audience}. | Here's what you'd want to know about {topic}{audience}.
          enthusiastic: Say hello to {topic}{audience}! | Here it is, {topic}{audience}!
          playful: It's {topic}{audience}. It knows what it's good at. | No small talk, just {topic}{audience}. | Read the facts, skip the poetry: {topic}{audience}. | You supply the smile, we supply the facts about {topic}{audience}.
        product.points
          neutral: Details | Features
          formal: Specification | Features
          friendly: What you should know | The details
          enthusiastic: What you'll love | Take a look
          playful: The facts of the matter | Small print, printed large | The part everyone scrolls to
        product.close
          *: Any questions? Please ask us. | Please ask us whatever is missing here.
          formal: For further information, please contact us.
          enthusiastic: Try it and tell us what you think!
          playful: Still reading? Then it may be the one.
        product.gap
          *: - [What is it made of, how big is it?]\n- [What is it for?]\n- [What comes with it?]
        footer.gap
          *: _Brackets mark what I was not told; I did not make it up._
        outline.generic
          *: 1. What {topic} means\n   - [Definition, in one or two sentences]\n   - [Why the reader should care]\n2. Background\n   - [How it began, with a source]\n   - [Who is involved]\n3. The main points\n   - [First point, with evidence]\n   - [Second point, with evidence]\n   - [Third point, with evidence]\n4. What speaks against it\n   - [The strongest objection]\n   - [What can be answered]\n5. Conclusion\n   - [The one thing to remember]
        titles.generic
          *: {TitleTopic}\n{TitleTopic}: The Main Points\nA Closer Look at {TitleTopic}\nWhat to Know About {TitleTopic}\nQuestions About {TitleTopic}\n{TitleTopic}, Step by Step\nThinking About {TitleTopic}\nNotes on {TitleTopic}\nAll About {TitleTopic}\n{TitleTopic} From the Beginning
        """);
}
